#pragma once
// The rows of one article: articles, article_versions, article_urls, images. Every call is within
// the caller's transaction.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extractor/article.h"
#include "storage/article_columns.h"
#include "storage/article_urls.h"
#include "storage/sqlite/database.h"

namespace cuttings {

/// The fields a version lists that differ, by their column names; empty when nothing changed.
std::vector<std::string> changed_fields(const Article& before, const Article& after);

/// Writes new articles with version 1; their ids, in order. No two share a URL. Error kStore.
Result<std::vector<std::int64_t>> insert_articles(sqlite::Database& db,
                                                  std::span<const ArticleWrite> writes);
/// Fills the current version's text in, adds the next one and makes it current. Error kStore.
Result<void> add_version(sqlite::Database& db, std::int64_t id, const Article& before,
                         const ArticleWrite& write);
/// Puts another reading of the same bytes in the place of the current one, `before`: no new
/// version. When it was checked and whether it is gone stay as they are. Error kStore.
Result<void> replace_reading(sqlite::Database& db, std::int64_t id, const Article& before,
                             const Article& article, std::string_view options_hash);
/// True when a page that came back as `after` must not take the place of one kept as `before`: an
/// article over a cut-off one over a teaser over a wall.
bool is_worse(Verdict after, Verdict before);
/// Looks at the fetches since the page was last there, with `fetch_id` among them: the third 404 or
/// 410 tells that the article is gone since the first. Error kStore.
Result<void> mark_missing(sqlite::Database& db, std::int64_t id, std::int64_t fetch_id);
/// The page is there: moves last_checked_at and the current version's last_seen_at, and adds new
/// URLs. Error kStore.
Result<void> mark_seen(sqlite::Database& db, std::int64_t id, const std::vector<ArticleUrl>& urls,
                       std::string_view at);

}  // namespace cuttings
