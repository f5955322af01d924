#pragma once
// Which links lead to articles, by the look of their URL and text; and the order to fetch them in.

#include <string>
#include <string_view>

#include "config/base/url.h"
#include "crawler/discovery/trap_guard.h"

namespace cuttings {

/// 0-1: how much `url` with this link text looks like one article rather than a list, a section or
/// a service page. From the shape alone: date in the path, long slug, id, words of the text, query.
/// Above kArticleLink it is taken for one. Weights chosen by hand. O(url + text).
double looks_like_article(const Url& url, std::string_view link_text);
inline constexpr double kArticleLink = 0.5;

/// What is known of a link when it is queued.
struct LinkFacts {
  std::string_view text = {};  ///< of the anchor
  int depth = 0;               ///< links from a start page
  bool is_from_feed = false;   ///< or a news sitemap: a new article
};

/// The frontier's priority, 0-1, higher first: entries of feeds, then what looks like an article or
/// has a pattern that gave articles, shallow before deep. `guard` may be null. O(url + text).
double link_priority(const Url& url, const LinkFacts& facts, const TrapGuard* guard);

}  // namespace cuttings
