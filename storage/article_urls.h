#pragma once
// The rows of article_urls: the URLs that lead to an article.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/result.h"
#include "storage/sqlite/database.h"

namespace cuttings {

/// What a URL is known by in the store: canonical_url() of it; of a text that is none, the text
/// made fit for the store. O(text).
std::string identity_of(std::string_view text);

/// URLs an article is known by, in the order they are trusted, canonicalised for identity.
struct ArticleUrl {
  std::string url;
  std::string_view relation;  ///< as in article_urls.relation
};

/// final, `identity` (Capture::identity, may be empty), requested.
std::vector<ArticleUrl> identity_urls(std::string_view requested, std::string_view final_url,
                                      std::string_view identity);

/// The article any of `urls` leads to, the first that does; 0 when none does. Error kStore.
Result<std::int64_t> find_article_id(sqlite::Database& db, const std::vector<ArticleUrl>& urls);

/// Adds those that are not known, as of the time `at`. Error kStore.
Result<void> write_urls(sqlite::Database& db, std::int64_t article_id,
                        const std::vector<ArticleUrl>& urls, std::string_view at);

}  // namespace cuttings
