#include "crawler/discovery/sources.h"

#include <algorithm>
#include <map>
#include <utility>

#include "config/base/canonical_url.h"
#include "config/base/public_suffix.h"
#include "config/base/text.h"
#include "crawler/discovery/feed_builder.h"

namespace cuttings {
namespace {

// Ranks are chosen by hand: what a page names before what robots.txt names before guesses.
constexpr double kLinkRank = 0.9, kNewsMapRank = 0.95, kMapRank = 0.7, kAnchorRank = 0.6;
constexpr double kLikelyRank = 0.5, kSideFeedRank = 0.2;

struct LikelyPath {
  std::string_view path;
  SourceKind kind;
};
/// In the order to try; chosen by hand from the defaults of common content systems.
constexpr LikelyPath kLikelyPaths[] = {
    {"/feed", SourceKind::kFeed},
    {"/sitemap.xml", SourceKind::kSitemap},
    {"/rss", SourceKind::kFeed},
    {"/news-sitemap.xml", SourceKind::kNewsSitemap},
    {"/rss.xml", SourceKind::kFeed},
    {"/atom.xml", SourceKind::kFeed},
    {"/sitemap_index.xml", SourceKind::kSitemap},
    {"/feed.xml", SourceKind::kFeed},
    {"/index.xml", SourceKind::kFeed},
    {"/feeds/posts/default", SourceKind::kFeed},
    {"/sitemap-news.xml", SourceKind::kNewsSitemap},
    {"/feed.json", SourceKind::kFeed},
    {"/wp-sitemap.xml", SourceKind::kSitemap},
    {"/sitemap.txt", SourceKind::kSitemap},
};

bool is_feed_type(std::string_view type) {
  type = trim_ascii(type.substr(0, type.find(';')));
  for (const std::string_view known :
       {"application/rss+xml", "application/atom+xml", "application/feed+json",
        "application/rdf+xml", "text/xml", "application/xml"}) {
    if (equals_ignoring_ascii_case(type, known)) return true;
  }
  return false;
}

/// "feed" stood in drafts of HTML, and in pages since.
bool is_alternate(std::string_view rel) {
  bool found = false;
  for (const std::string_view word : split(rel, ' ')) {
    found |= equals_ignoring_ascii_case(word, "alternate");
    found |= equals_ignoring_ascii_case(word, "feed");
  }
  return found;
}

/// Feeds of comments, searches and single tags give few articles of their own.
bool is_side_feed(const Url& url, std::string_view title) {
  for (const std::string_view word : {"comment", "kommentar", "commentaire", "comentario"}) {
    if (contains_ignoring_ascii_case(url.path(), word)) return true;
    if (contains_ignoring_ascii_case(title, word)) return true;
  }
  return url.query().find("s=") == 0 || url.path().find("/search/") != std::string_view::npos;
}

/// "/feed/", "/rss.xml" and the like as the last segment, an ending of .rss or .atom, or of .xml in
/// a folder "rss" or "feeds".
bool is_feed_path(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  const std::string lower = to_ascii_lower(path);
  const std::string last = lower.substr(lower.rfind('/') + 1);
  for (const std::string_view name : {"feed", "rss", "atom", "rss.xml", "atom.xml", "feed.xml",
                                      "index.rdf", "feed.json", "rss2"}) {
    if (last == name) return true;
  }
  if (last.ends_with(".rss") || last.ends_with(".atom")) return true;
  const bool is_in_folder =
      lower.find("/rss/") != std::string::npos || lower.find("/feeds/") != std::string::npos;
  return is_in_folder && last.ends_with(".xml");
}

/// "feed://host/path" and "feed:http://host/path" mean the http address, to programs that read
/// feeds.
std::string without_feed_scheme(std::string_view reference) {
  reference = trim_ascii(reference);
  if (!starts_with_ignoring_ascii_case(reference, "feed:")) return std::string(reference);
  reference.remove_prefix(5);
  return (reference.starts_with("//") ? "http:" : "") + std::string(reference);
}

void sort_by_rank(std::vector<Source>& sources) {
  std::ranges::stable_sort(sources, std::greater<>(), &Source::rank);
}

void add_feed(std::vector<Source>& sources, const Url& page, std::string_view reference,
              std::string_view title, SourceOrigin origin) {
  const std::string href = resolve_link(page, without_feed_scheme(reference));
  if (href.empty() || sources.size() >= 200) return;
  const Result<Url> url = Url::parse(href);
  const bool is_own = url && site_of_host(url->host()) == site_of_host(page.host());
  if (!url || (origin == SourceOrigin::kAnchor && !is_own)) return;
  double rank = origin == SourceOrigin::kAnchor ? kAnchorRank : kLinkRank;
  if (is_side_feed(*url, title)) rank = kSideFeedRank;
  sources.push_back(
      {url->without_fragment(), SourceKind::kFeed, origin, collapse_whitespace(title), rank});
}

SourceKind sitemap_kind(std::string_view url) {
  return contains_ignoring_ascii_case(url, "news") ? SourceKind::kNewsSitemap
                                                   : SourceKind::kSitemap;
}

}  // namespace

std::string_view source_kind_name(SourceKind kind) {
  switch (kind) {
    case SourceKind::kFeed:
      return "feed";
    case SourceKind::kNewsSitemap:
      return "news_sitemap";
    case SourceKind::kSitemap:
      return "sitemap";
    case SourceKind::kHubPage:
      return "hub_page";
  }
  return "feed";
}

std::vector<Source> find_sources(const Document& page, const Url& url) {
  std::vector<Source> sources;
  Url base = url;
  bool has_base = false;
  for (std::uint32_t i = 0; i < page.size(); ++i) {
    const Node node = page.node(i);
    if (node.tag_name() == "base" && !has_base) {
      Result<Url> named = url.resolve(node.attribute("href"));
      has_base = node.has_attribute("href");
      if (named && named->is_http()) base = std::move(*named);
    }
    const std::string_view href = node.attribute("href");
    if (href.empty()) continue;
    const bool has_type = is_feed_type(node.attribute("type"));
    if (node.tag_name() == "link" && has_type && is_alternate(node.attribute("rel"))) {
      add_feed(sources, base, href, node.attribute("title"), SourceOrigin::kPageLink);
    }
    const bool has_path = is_feed_path(href.substr(0, href.find_first_of("?#"))) ||
                          starts_with_ignoring_ascii_case(trim_ascii(href), "feed:");
    if (node.tag_name() == "a" && (has_type || has_path)) {
      add_feed(sources, base, href, node.text_content(), SourceOrigin::kAnchor);
    }
  }
  return merge_sources(sources, {});
}

std::vector<Source> sources_of_robots(const RobotsRules& rules, const Url& origin) {
  std::vector<Source> sources;
  for (const std::string& line : rules.sitemaps()) {
    std::string url = resolve_link(origin, line);
    if (url.empty() || sources.size() >= 200) continue;
    url.resize(std::min(url.find('#'), url.size()));
    const SourceKind kind = sitemap_kind(url);
    const double rank = kind == SourceKind::kNewsSitemap ? kNewsMapRank : kMapRank;
    sources.push_back({url, kind, SourceOrigin::kRobots, {}, rank});
  }
  return merge_sources(sources, {});
}

std::vector<Source> likely_sources(const Url& origin, std::size_t budget) {
  std::vector<Source> sources;
  double rank = kLikelyRank;
  for (const LikelyPath& likely : kLikelyPaths) {
    if (sources.size() >= budget) break;
    const std::string url = resolve_link(origin, likely.path);
    if (!url.empty()) sources.push_back({url, likely.kind, SourceOrigin::kLikelyPath, {}, rank});
    rank -= 0.02;
  }
  return sources;
}

std::vector<Source> merge_sources(std::span<const Source> a, std::span<const Source> b) {
  std::vector<Source> all(a.begin(), a.end());
  all.insert(all.end(), b.begin(), b.end());
  sort_by_rank(all);
  std::vector<Source> merged;
  std::map<std::string, std::size_t> places;
  for (Source& source : all) {
    const Result<Url> url = Url::parse(source.url);
    if (!url) continue;
    const auto [place, is_new] = places.emplace(canonical_url(*url).href(), merged.size());
    if (is_new) {
      merged.push_back(std::move(source));
    } else if (merged[place->second].title.empty()) {
      merged[place->second].title = std::move(source.title);
    }
  }
  return merged;
}

}  // namespace cuttings
