#include "tools/site_sources.h"

#include <utility>

#include "config/base/text.h"
#include "crawler/discovery/feed.h"
#include "crawler/discovery/sitemap.h"
#include "crawler/engine/fetch_session.h"
#include "crawler/robots_text.h"
#include "extractor/decode/content_kind.h"
#include "extractor/decode/decode.h"
#include "extractor/dom/document.h"
#include "extractor/refresh.h"
#include "tools/exit_code.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxTried = 10;
constexpr double kMinRank = 0.5;  // below are feeds of comments and searches

FetchResult fetch_one(FetchSession& session, const std::string& url) {
  FetchResult fetched;
  session.run({FetchRequest{url}}, [&](FetchResult result) { fetched = std::move(result); });
  return fetched;
}

Result<Document> document_of(const FetchResult& page, const Config& config) {
  DecodedPage decoded = decode_page(page.body, page.header("content-type"));
  return Document::parse(std::move(decoded.text), config.extract.limits);
}

std::vector<Source> named_by_page(const FetchResult& page, const Config& config) {
  const auto url = Url::parse(page.final_url);
  const auto document = document_of(page, config);
  if (!url || !document) return {};
  return find_sources(*document, *url);
}

std::string refresh_of(const FetchResult& page, const Config& config) {
  const auto url = Url::parse(page.final_url);
  if (!page.is_ok() || !url) return {};
  if (std::string target = refresh_target(page.header("refresh"), *url); !target.empty())
    return target;
  const auto document = document_of(page, config);
  return document ? find_refresh(*document, *url) : std::string();
}

/// The page behind what sends a reader on by itself, as browsers do. What names a feed is the
/// site's page all the same: one that sends its readers on later, or to its version without
/// scripts.
FetchResult fetch_start(FetchSession& session, const Url& start, const Config& config) {
  constexpr int kMaxSteps = 3;
  FetchResult page = fetch_one(session, start.without_fragment());
  for (int step = 0; step < kMaxSteps; ++step) {
    const std::string target = refresh_of(page, config);
    if (target.empty() || !named_by_page(page, config).empty()) break;
    FetchResult next = fetch_one(session, target);
    if (!next.is_ok()) break;
    page = std::move(next);
  }
  return page;
}

/// Error kParse: nothing of a site can be found in it.
Result<void> check_page(const FetchResult& page) {
  const bool is_empty = trim_ascii(page.body).empty();
  const std::string kind(is_empty ? "empty" : describe_non_html(page.body));
  if (kind.empty()) return {};
  return fail(ErrorCode::kParse, page.final_url + " is " + kind + ", no page of a site",
              "give the address of the site's front page or of a feed");
}

std::vector<Source> named_by_robots(FetchSession& session, const Url& start, const Config& config) {
  const FetchResult robots = fetch_one(session, start.origin() + "/robots.txt");
  const auto text = robots.is_ok() ? robots_text(robots.body) : std::nullopt;
  if (!text) return {};
  return sources_of_robots(RobotsRules::parse(*text, robots_product_token(config.fetch.user_agent)),
                           start);
}

/// Why `fetched` is no source of its kind; "" when it is one. Its title is filled in.
std::string why_bad(Source& source, const FetchResult& fetched, const Url& start) {
  if (!fetched.is_ok()) return fetched.message;
  const auto url = Url::parse(fetched.final_url);
  if (!url) return "its address cannot be read";
  if (source.kind == SourceKind::kFeed) {
    const Feed feed = parse_feed(fetched.body, *url);
    if (source.title.empty()) source.title = feed.title;
    if (feed.format == FeedFormat::kNone) return "it is no feed";
    const bool has_none = feed.entries.empty() && feed.entries_without_url > 0;
    return has_none ? "none of its entries has an http or https address" : "";
  }
  const auto trust =
      source.origin == SourceOrigin::kRobots ? SitemapTrust::kAnySite : SitemapTrust::kOwnSite;
  const Sitemap sitemap = parse_sitemap(fetched.body, *url, start, trust);
  return sitemap.format == SitemapFormat::kNone ? "it is no sitemap" : "";
}

void try_sources(FetchSession& session, std::vector<Source> named, const Url& start,
                 SiteSources& sources) {
  std::size_t tried = 0;
  for (Source& source : named) {
    if (source.rank < kMinRank && source.origin != SourceOrigin::kLikelyPath) continue;
    if (tried++ == kMaxTried) return;
    const std::string why = why_bad(source, fetch_one(session, source.url), start);
    if (why.empty())
      sources.good.push_back(std::move(source));
    else if (source.origin != SourceOrigin::kLikelyPath)
      sources.bad.push_back(source.url + ": " + why);
  }
}

}  // namespace

Result<SiteSources> find_site_sources(const Url& start, const Config& config, const Clock& clock) {
  FetchSession session(config.fetch, clock);
  const FetchResult page = fetch_start(session, start, config);
  if (!page.is_ok()) return fail(error_code_for(page.error), page.message);
  const Url home = Url::parse(page.final_url).value_or(start);
  const bool begins_at_feed = is_feed(page.body, home);
  if (auto ok = begins_at_feed ? Result<void>() : check_page(page); !ok)
    return fail(std::move(ok.error()));
  SiteSources sources;
  sources.home = home.without_fragment();
  if (begins_at_feed)
    sources.good.push_back({sources.home, SourceKind::kFeed, SourceOrigin::kGiven,
                            parse_feed(page.body, home).title, 1.0});
  const std::vector<Source> by_page =
      begins_at_feed ? std::vector<Source>() : named_by_page(page, config);
  const std::vector<Source> by_robots = named_by_robots(session, home, config);
  try_sources(session, merge_sources(by_page, by_robots), home, sources);
  if (sources.good.empty()) try_sources(session, likely_sources(home), home, sources);
  return sources;
}

}  // namespace cuttings
