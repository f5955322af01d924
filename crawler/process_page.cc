#include "crawler/process_page.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

#include "config/base/text.h"
#include "crawler/discovery/article_links.h"
#include "crawler/discovery/feed.h"
#include "crawler/discovery/sitemap.h"
#include "crawler/discovery/sources.h"
#include "crawler/fetch_capture.h"
#include "crawler/page_directives.h"
#include "extractor/decode/decode.h"
#include "extractor/extract.h"
#include "extractor/further_pages.h"
#include "extractor/verdict/verdict.h"
#include "storage/iso_time.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxLinks = 6000;       // of one page: Heritrix's maxOutlinks
constexpr double kMinSourceRank = 0.5;        // below are feeds of comments and searches
constexpr std::size_t kMaxFoundSources = 20;  // of one hub page; chosen by hand

std::int64_t unix_seconds(WallTime time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

void set_error(CrawlPage& page, std::string kind, std::string message) {
  page.capture.fetch.error_kind = std::move(kind);
  page.capture.fetch.error = std::move(message);
}

void add_link(CrawlPage& page, const Url& url, FoundBy found_by, int depth, int priority,
              const PageContext& context) {
  if (page.links.size() >= kMaxLinks * (found_by == FoundBy::kLink ? 1 : 10)) return;
  if (context.sites.judge(url, depth).refusal != LinkRefusal::kNone) return;
  NewUrl link = NewUrl::of(url);
  link.found_by = found_by;
  link.found_via = page.entry.id;
  link.depth = depth;
  link.priority = priority;
  page.links.push_back(std::move(link));
}

void add_page_links(CrawlPage& page, const Extraction& extraction, const PageContext& context) {
  const int depth = page.entry.depth + 1;
  for (const std::string& href : extraction.links) {
    const auto url = Url::parse(href);
    if (!url) continue;
    LinkFacts facts;
    facts.depth = depth;
    add_link(page, *url, FoundBy::kLink, depth, queue_priority(link_priority(*url, facts, nullptr)),
             context);
  }
}

/// Cuts the article out, or says why there is none. False: the page could not be read at all.
bool read_article(CrawlPage& page, Extraction& extraction, const PageContext& context) {
  Capture& capture = page.capture;
  const FetchRecord& fetch = capture.fetch;
  if (trim_ascii(capture.body).empty()) {
    set_error(page, "empty", fetch.url + " is empty");
    return false;
  }
  ExtractOptions options = context.config.extract;
  options.collect_links = true;
  options.find_further_pages = true;
  PageInput input{capture.body, fetch.final_url, fetch.content_type, fetch.last_modified,
                  unix_seconds(fetch.started_at)};
  input.transfer.http_status = fetch.http_status;
  input.site = context.site;
  Result<Extraction> read = extract(std::move(input), options);
  if (!read) {
    const bool is_large = read.error().code == ErrorCode::kTooLarge;
    set_error(page, is_large ? "too_large" : "not_html", fetch.url + ": " + read.error().message);
    return false;
  }
  extraction = std::move(*read);
  capture.charset = extraction.charset;
  return true;
}

/// A page that wants not to be kept leaves no bytes behind.
void withhold(CrawlPage& page, std::string_view directive) {
  page.capture.exchanges.clear();
  page.capture.body.clear();
  set_error(page, std::string(directive),
            page.capture.fetch.url + " says " + std::string(directive) + " and is not kept");
}

/// An article whose next page is another URL is cut off: what `get` or `reextract` joined stays.
void mark_first_of_several(Extraction& extraction, const std::string& url) {
  const bool goes_on = PageChain(url).next(extraction.further).has_value();
  if (goes_on && extraction.article.verdict == Verdict::kArticle)
    extraction.article.verdict = Verdict::kTruncated;
}

/// The store keeps no structured body: it would only be copied, and lie in memory until the commit.
Extraction without_body(Extraction extraction) {
  extraction.article.body = {};
  return extraction;
}

void read_page(CrawlPage& page, const FetchResult& head, const PageContext& context) {
  Extraction extraction;
  const bool is_read = read_article(page, extraction, context);
  const PageDirectives directives = read_directives(
      head, extraction.directives, robots_product_token(context.config.fetch.user_agent));
  page.capture.fetch.directives = directives.text;
  if (!is_read) return;
  const CrawlOptions& crawl = context.config.crawl;
  if (!(directives.nofollow && crawl.obey_nofollow)) add_page_links(page, extraction, context);
  const bool is_hub = page.entry.kind == QueueKind::kSource;
  if (directives.noarchive && crawl.obey_noarchive) return withhold(page, "noarchive");
  if (directives.noindex && crawl.obey_noindex) return withhold(page, "noindex");
  if (is_hub) return;
  mark_first_of_several(extraction, page.capture.fetch.final_url);
  const Verdict verdict = extraction.article.verdict;
  page.capture.fetch.is_parked = is_parked(extraction.article);
  if (!has_usable_text(verdict))
    set_error(page, std::string(verdict_name(verdict)),
              page.capture.fetch.url + ": " + std::string(verdict_text(verdict)));
  else if (extraction.article.text.empty())
    set_error(page, "not_article", "no article found in " + page.capture.fetch.url);
  else
    put_article(page.capture, without_body(std::move(extraction)));
}

/// Kept as it came, for a later import. What its meta elements say is not known.
void leave_unread(CrawlPage& page, const FetchResult& head, const PageContext& context) {
  const PageDirectives directives =
      read_directives(head, {}, robots_product_token(context.config.fetch.user_agent));
  page.capture.fetch.directives = directives.text;
  const CrawlOptions& crawl = context.config.crawl;
  if (directives.noarchive && crawl.obey_noarchive) return withhold(page, "noarchive");
  if (directives.noindex && crawl.obey_noindex) return withhold(page, "noindex");
  page.capture.fetch.error = kNotReadYet;
}

void add_source(CrawlPage& page, const CrawlSite& site, const Source& found) {
  if (page.new_sources.size() >= kMaxFoundSources || found.rank < kMinSourceRank) return;
  page.new_sources.push_back(new_source(site, found.url, source_kind_name(found.kind),
                                        found.origin == SourceOrigin::kRobots ? "robots" : "page",
                                        page.ended_at));
  page.new_sources.back().title = found.title;
}

/// The feeds and sitemaps that a site's start page and robots.txt name, unless they are pinned.
void find_new_sources(CrawlPage& page, const std::vector<std::string>& sitemaps,
                      const PageContext& context) {
  const CrawlSite* site = context.sites.find(page.source->site_url);
  const auto url = Url::parse(page.capture.fetch.final_url);
  if (site == nullptr || !url) return;
  if (site->options.feeds.empty()) {
    DecodedPage decoded = decode_page(page.capture.body, page.capture.fetch.content_type);
    const auto document = Document::parse(std::move(decoded.text), context.config.extract.limits);
    if (document)
      for (const Source& source : find_sources(*document, *url)) add_source(page, *site, source);
  }
  if (!site->options.sitemaps.empty()) return;
  for (const std::string& href : sitemaps) {
    const auto sitemap = url->resolve(href);
    if (!sitemap || !sitemap->is_http()) continue;
    const bool is_news = contains_ignoring_ascii_case(href, "news");
    add_source(page, *site,
               {sitemap->href(),
                is_news ? SourceKind::kNewsSitemap : SourceKind::kSitemap,
                SourceOrigin::kRobots,
                {},
                0.7});
  }
}

void read_feed(CrawlPage& page, const Url& url, const FetchResult& head,
               const PageContext& context) {
  const FeedHeaders headers{page.capture.fetch.content_type, std::string(head.header("link"))};
  const Feed feed = parse_feed(page.capture.body, url, headers);
  if (feed.entries.empty() && feed.end != ReadEnd::kComplete)
    page.source_error = "it is no feed: " + std::string(read_end_name(feed.end));
  if (page.source->title.empty()) page.source->title = feed.title;
  page.hubs = feed.hubs;
  page.ttl = feed.ttl;
  page.skip_hours = feed.skip_hours;
  LinkFacts facts;
  facts.is_from_feed = true;
  const int priority = queue_priority(link_priority(url, facts, nullptr)) - 1;
  for (const FeedEntry& entry : feed.entries)
    if (const auto link = Url::parse(entry.url))
      add_link(page, *link, FoundBy::kFeed, 0, priority, context);
}

void read_sitemap(CrawlPage& page, const Url& url, const PageContext& context) {
  const CrawlSite* site = context.sites.find(page.source->site_url);
  const Sitemap sitemap = parse_sitemap(
      page.capture.body, url, site == nullptr ? url : site->start,
      page.source->found_by == "robots" ? SitemapTrust::kAnySite : SitemapTrust::kOwnSite);
  if (sitemap.entries.empty() && sitemap.end != ReadEnd::kComplete)
    page.source_error = "it is no sitemap: " + std::string(read_end_name(sitemap.end));
  for (const SitemapEntry& entry : sitemap.entries) {
    if (sitemap.format == SitemapFormat::kIndex) {
      if (site != nullptr)
        page.new_sources.push_back(
            new_source(*site, entry.url, page.source->kind, "sitemap_index", page.ended_at));
      continue;
    }
    LinkFacts facts;
    facts.is_from_feed = entry.is_news;
    facts.text = entry.title;
    const auto link = Url::parse(entry.url);
    if (!link) continue;
    add_link(page, *link, FoundBy::kSitemap, 0,
             queue_priority(link_priority(*link, facts, nullptr)) - 1, context);
  }
}

void read_source(CrawlPage& page, const FetchResult& head, const std::vector<std::string>& sitemaps,
                 const PageContext& context) {
  const auto url = Url::parse(page.capture.fetch.final_url);
  if (!url) return;
  if (page.source->kind == "feed") return read_feed(page, *url, head, context);
  if (page.source->kind != "hub_page") return read_sitemap(page, *url, context);
  read_page(page, head, context);
  const std::string& kind = page.capture.fetch.error_kind;
  if (kind != "noarchive" && kind != "noindex") page.source_error = page.capture.fetch.error;
  find_new_sources(page, sitemaps, context);
}

}  // namespace

int queue_priority(double link_priority) {
  return static_cast<int>(std::lround(std::clamp(link_priority, 0.0, 1.0) * 1000));
}

SourceRecord new_source(const CrawlSite& site, std::string_view url, std::string_view kind,
                        std::string_view found_by, WallTime now) {
  SourceRecord source;
  source.site_url = site.options.url;
  source.url = std::string(url);
  source.kind = std::string(kind);
  source.found_by = std::string(found_by);
  source.added_at = iso_time(now);
  return source;
}

NewUrl source_entry(const Url& url) {
  NewUrl entry = NewUrl::of(url);
  entry.kind = QueueKind::kSource;
  entry.priority = kSourcePriority;
  entry.found_by = FoundBy::kGiven;
  return entry;
}

void process_page(CrawlPage& page, FetchResult fetched, const std::vector<std::string>& sitemaps,
                  const PageContext& context) {
  page.error = fetched.error;
  page.status = fetched.status;
  const std::string message = fetched.message;
  const bool is_read = fetched.is_ok();
  FetchResult head;  // the body goes to the capture, the headers are read here
  head.headers = fetched.headers;
  page.capture = capture_of_fetch(std::move(fetched));
  page.capture.fetch.attempt = page.entry.attempts + 1;
  if (page.error != FetchError::kNone)
    set_error(page, std::string(fetch_error_name(page.error)), message);
  if (!is_read) {
    if (page.source && page.status != 304) page.source_error = message;
    return;
  }
  const bool is_left = context.read_pages == ReadPages::kLater && !page.source &&
                       page.entry.kind != QueueKind::kArticle;
  try {
    if (page.source)
      read_source(page, head, sitemaps, context);
    else if (is_left)
      leave_unread(page, head, context);
    else
      read_page(page, head, context);
  } catch (const std::exception& e) {  // a bug of ours or no memory: this page fails, not the run
    set_error(page, "internal", page.capture.fetch.url + ": " + e.what());
  }
}

}  // namespace cuttings
