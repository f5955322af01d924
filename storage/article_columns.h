#pragma once
// The rows of table articles as they are written, and the entries of the private index beside them.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "config/base/result.h"
#include "extractor/article.h"
#include "storage/article_urls.h"
#include "storage/sqlite/database.h"

namespace cuttings {

/// One article as it is about to be written.
struct ArticleWrite {
  const Article& article;  ///< made fit by store_article()
  const std::vector<ArticleUrl>& urls;
  std::int64_t site_id;
  std::int64_t fetch_id;
  std::string_view hostname;
  std::string_view captured_at;
  std::string_view options_hash;
};

/// Rows of new articles, without a current version; their ids, in order. Error kStore.
Result<std::vector<std::int64_t>> insert_article_rows(sqlite::Database& db,
                                                      std::span<const ArticleWrite> writes);

/// Whether the columns of the full-text index change: SQLite takes them for changed when a
/// statement names them, and indexing is most of what a write costs.
enum class Searched { kSame, kChanged };

/// Makes the row that of `article`, but for what tells of its versions and checks. Error kStore.
Result<void> update_article_row(sqlite::Database& db, std::int64_t id, const Article& article,
                                Searched searched);

}  // namespace cuttings
