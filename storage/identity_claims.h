#pragma once
// Which stored article a page is of: by its own addresses, and by those that pages claim
// (rel=canonical, og:url) when what they hold bears it out.

#include <cstdint>
#include <vector>

#include "storage/article_rows.h"

namespace cuttings {

/// The article that `urls` of a page with `article` lead to, the first that does; 0 when none does.
/// An address that only a claim stands for, this page's or a stored one's, leads to an article of
/// the same title or a similar text alone: templates that name one address on every page would
/// make one article of many. A claim that is not believed is taken out of `urls`, or of the store.
/// Within a transaction. Error kStore.
Result<std::int64_t> find_claimed_article(sqlite::Database& db, std::vector<ArticleUrl>& urls,
                                          const Article& article);

}  // namespace cuttings
