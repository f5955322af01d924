#pragma once
// Where a site's new articles can be seen: feeds and sitemaps it names, and paths worth a try.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/url.h"
#include "crawler/robots.h"
#include "extractor/dom/document.h"

namespace cuttings {

enum class SourceKind { kFeed, kNewsSitemap, kSitemap, kHubPage };
/// "feed", "news_sitemap", "sitemap", "hub_page": stable, as stored.
std::string_view source_kind_name(SourceKind kind);

enum class SourceOrigin { kPageLink, kRobots, kAnchor, kLikelyPath, kGiven };

struct Source {
  std::string url;  ///< absolute http(s)
  SourceKind kind = SourceKind::kFeed;
  SourceOrigin origin = SourceOrigin::kPageLink;
  std::string title = {};
  double rank = 0;  ///< 0-1, the higher the sooner to try; our estimate that it gives articles

  bool operator==(const Source&) const = default;
};

/// The sources that `page` at `url` names: <link rel=alternate> of a feed type, then anchors that
/// point to feeds of the same site. Best first, a URL once; comment feeds and searches last. May be
/// empty. Any thread. O(nodes).
std::vector<Source> find_sources(const Document& page, const Url& url);

/// The Sitemap lines of robots.txt as sources, best first.
std::vector<Source> sources_of_robots(const RobotsRules& rules, const Url& origin);

/// Paths of `origin` worth asking when nothing was named, most likely first, at most `budget`.
std::vector<Source> likely_sources(const Url& origin, std::size_t budget = 8);

/// Both lists as one, best first, a URL once (by canonical_url); the first title wins.
std::vector<Source> merge_sources(std::span<const Source> a, std::span<const Source> b);

}  // namespace cuttings
