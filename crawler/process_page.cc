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
#include "crawler/join_pages.h"
#include "crawler/page_directives.h"
#include "crawler/read_capture.h"
#include "extractor/decode/decode.h"
#include "extractor/further_pages.h"
#include "extractor/refresh.h"
#include "extractor/verdict/verdict.h"
#include "storage/iso_time.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxLinks = 6000;       // of one page: Heritrix's maxOutlinks
constexpr double kMinSourceRank = 0.5;        // below are feeds of comments and searches
constexpr std::size_t kMaxFoundSources = 20;  // of one hub page; chosen by hand
// The protocol knows no index within an index, sites have them; deeper is a maze. Chosen by hand.
constexpr int kMaxIndexDepth = 3;            // steps from the start page: robots.txt is one
constexpr std::size_t kMaxNestedMaps = 400;  // of an index within an index: a year of days

void add_link(CrawlPage& page, const Url& url, FoundBy found_by, int depth, int priority,
              const PageContext& context) {
  if (page.links.size() >= kMaxLinks * (found_by == FoundBy::kLink ? 1 : 10)) return;
  if (url.has_credentials()) {  // never sent, and to the queue the two are one
    const auto bare = Url::parse(url.without_credentials());
    return bare ? add_link(page, *bare, found_by, depth, priority, context) : void();
  }
  const LinkRefusal refusal = context.sites.judge(url, depth).refusal;
  if (refusal == LinkRefusal::kSessionId) {
    const Url bare = without_session_id(url);
    return bare != url ? add_link(page, bare, found_by, depth, priority, context) : void();
  }
  if (refusal != LinkRefusal::kNone) return;
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

/// Where the page sends its readers by itself is one link more: by its header, which may come
/// without a page, or by its <meta>. One step deeper, so that such pages do not lead on for ever.
void add_refresh_link(CrawlPage& page, const Extraction& extraction, const PageContext& context) {
  const FetchRecord& fetch = page.capture.fetch;
  const auto own = Url::parse(fetch.final_url);
  std::string target = extraction.refresh_url;
  if (own && target.empty()) target = refresh_target(refresh_header(fetch), *own);
  const auto url = Url::parse(target);
  if (!url) return;
  add_link(page, *url, FoundBy::kLink, page.entry.depth + 1, page.entry.priority, context);
}

/// One whose next page is not to be asked for is cut off: what `get` or `reextract` joined stays.
void keep_article(Capture& capture, Extraction extraction) {
  const bool goes_on = PageChain(capture.fetch.final_url).next(extraction.further).has_value();
  if (goes_on && extraction.article.verdict == Verdict::kArticle)
    extraction.article.verdict = Verdict::kTruncated;
  put_article(capture, without_body(std::move(extraction)));
}

/// A page that names another as its article's first is no article: with that one it will be. True
/// when it does; the other is made known.
bool leaves_to_first(CrawlPage& page, const Extraction& extraction, const PageContext& context) {
  const auto first = Url::parse(extraction.article.metadata.canonical_url);
  const auto own = Url::parse(page.capture.fetch.final_url);
  if (!first || !own || !is_further_page(*first, *own)) return false;
  if (context.sites.judge(*first, page.entry.depth).refusal != LinkRefusal::kNone) return false;
  add_link(page, *first, FoundBy::kLink, page.entry.depth, page.entry.priority, context);
  set_error(page.capture, "not_article",
            page.capture.fetch.url + " is a further page of " + first->href());
  return true;
}

void read_page(CrawlPage& page, const FetchResult& head, const PageContext& context) {
  Extraction extraction;
  const bool is_read = read_capture(page.capture, extraction, context);
  const PageDirectives directives = read_directives(
      head, extraction.directives, robots_product_token(context.config.fetch.user_agent));
  page.capture.fetch.directives = directives.text;
  const CrawlOptions& crawl = context.config.crawl;
  const bool ignores_links = directives.nofollow && crawl.obey_nofollow;
  if (!ignores_links && !page.source) add_refresh_link(page, extraction, context);
  if (!is_read) return;
  if (!ignores_links) add_page_links(page, extraction, context);
  const bool is_hub = page.entry.kind == QueueKind::kSource;
  if (withhold_if_told(page.capture, directives, crawl) || is_hub) return;
  const Verdict verdict = extraction.article.verdict;
  page.capture.fetch.is_parked = is_parked(extraction.article);
  if (!has_usable_text(verdict))
    set_error(page.capture, std::string(verdict_name(verdict)),
              page.capture.fetch.url + ": " + std::string(verdict_text(verdict)));
  else if (extraction.sends_on)
    set_error(page.capture, "not_article",
              page.capture.fetch.url + " sends its readers on to " + extraction.refresh_url);
  else if (extraction.article.text.empty())
    set_error(page.capture, "not_article", "no article found in " + page.capture.fetch.url);
  else if (!ignores_links && leaves_to_first(page, extraction, context))
    return;
  else if (ignores_links || !begin_joining(page, extraction, context.sites))
    keep_article(page.capture, std::move(extraction));
}

/// Kept as it came, for a later import. What its meta elements say is not known.
void leave_unread(CrawlPage& page, const FetchResult& head, const PageContext& context) {
  const PageDirectives directives =
      read_directives(head, {}, robots_product_token(context.config.fetch.user_agent));
  page.capture.fetch.directives = directives.text;
  if (withhold_if_told(page.capture, directives, context.config.crawl)) return;
  page.capture.fetch.error = kNotReadYet;
}

void add_source(CrawlPage& page, const CrawlSite& site, const Source& found) {
  if (page.new_sources.size() >= kMaxFoundSources || found.rank < kMinSourceRank) return;
  page.new_sources.push_back(new_source(site, found.url, source_kind_name(found.kind),
                                        found.origin == SourceOrigin::kRobots ? "robots" : "page",
                                        page.ended_at));
  page.new_sources.back().title = found.title;
}

Result<Document> document_of(const Capture& capture, const PageContext& context) {
  DecodedPage decoded = decode_page(capture.body, capture.fetch.content_type);
  return Document::parse(std::move(decoded.text), context.config.extract.limits);
}

/// The feeds and sitemaps that a site's start page and robots.txt name, unless they are pinned.
void find_new_sources(CrawlPage& page, const std::vector<std::string>& sitemaps,
                      const PageContext& context) {
  const CrawlSite* site = context.sites.find(page.source->site_url);
  const auto url = Url::parse(page.capture.fetch.final_url);
  if (site == nullptr || !url) return;
  if (site->options.feeds.empty()) {
    const auto document = document_of(page.capture, context);
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

bool is_elsewhere(const Url& url, const PageContext& context) {
  return context.sites.judge(url, 0).refusal == LinkRefusal::kOtherSite;
}

/// A source that names addresses, all of other domains, brings nothing: the site has moved, or
/// publishes under another name. Without a word nobody would find out.
class ElsewhereCount {
 public:
  explicit ElsewhereCount(const PageContext& context) : context_(context) {}
  void add(const Url& url) {
    ++named_;
    if (!is_elsewhere(url, context_)) return;
    ++elsewhere_;
    first_ = url.href();
  }
  /// What is wrong with the source; "" when nothing is.
  std::string words() const {
    if (elsewhere_ == 0 || elsewhere_ < named_) return {};
    return "what it names is of no configured site: " + first_ +
           "; a [[site]] of that domain would let it in";
  }

 private:
  const PageContext& context_;
  std::size_t named_ = 0, elsewhere_ = 0;
  std::string first_;
};

void read_feed(CrawlPage& page, const Url& url, const FetchResult& head,
               const PageContext& context) {
  const FeedHeaders headers{page.capture.fetch.content_type, std::string(head.header("link"))};
  const Feed feed = parse_feed(page.capture.body, url, headers);
  if (feed.entries.empty() && feed.end != ReadEnd::kComplete)
    page.source_error = "it is no feed: " + std::string(read_end_name(feed.end));
  if (feed.entries.empty() && feed.entries_without_url > 0)
    page.source_error = "none of its " + std::to_string(feed.entries_without_url) +
                        " entries has an http or https address";
  if (page.source->title.empty()) page.source->title = feed.title;
  page.hubs = feed.hubs;
  page.ttl = feed.ttl;
  page.skip_hours = feed.skip_hours;
  LinkFacts facts;
  facts.is_from_feed = true;
  const int priority = queue_priority(link_priority(url, facts, nullptr)) - 1;
  ElsewhereCount elsewhere(context);
  for (const FeedEntry& entry : feed.entries) {
    const auto link = Url::parse(entry.url);
    if (!link) continue;
    elsewhere.add(*link);
    add_link(page, *link, FoundBy::kFeed, 0, priority, context);
  }
  if (page.source_error.empty()) page.source_error = elsewhere.words();
}

void add_maps_of_index(CrawlPage& page, const Sitemap& index, const PageContext& context) {
  const CrawlSite* site = context.sites.find(page.source->site_url);
  if (site == nullptr) return;
  if (page.entry.depth > kMaxIndexDepth) {
    page.source_error = "it is an index of sitemaps within too many others";
    return;
  }
  const bool is_nested = page.source->found_by == "sitemap_index";
  for (const SitemapEntry& entry : index.entries) {
    if (is_nested && page.new_sources.size() >= kMaxNestedMaps) return;
    page.new_sources.push_back(
        new_source(*site, entry.url, page.source->kind, "sitemap_index", page.ended_at));
  }
}

void read_sitemap(CrawlPage& page, const Url& url, const FetchResult& head,
                  const PageContext& context) {
  const CrawlSite* site = context.sites.find(page.source->site_url);
  const Sitemap sitemap = parse_sitemap(
      page.capture.body, url, site == nullptr ? url : site->start,
      page.source->found_by == "robots" ? SitemapTrust::kAnySite : SitemapTrust::kOwnSite);
  // https://www.sitemaps.org/protocol.html#otherformats: a syndication feed may be one.
  if (sitemap.format == SitemapFormat::kNone && looks_like_feed(page.capture.body))
    return read_feed(page, url, head, context);
  if (sitemap.entries.empty() && sitemap.end != ReadEnd::kComplete)
    page.source_error = "it is no sitemap: " + std::string(read_end_name(sitemap.end));
  if (sitemap.format == SitemapFormat::kIndex) return add_maps_of_index(page, sitemap, context);
  ElsewhereCount elsewhere(context);
  for (const SitemapEntry& entry : sitemap.entries) {
    LinkFacts facts;
    facts.is_from_feed = entry.is_news;
    facts.text = entry.title;
    const auto link = Url::parse(entry.url);
    if (!link) continue;
    elsewhere.add(*link);
    add_link(page, *link, FoundBy::kSitemap, 0,
             queue_priority(link_priority(*link, facts, nullptr)) - 1, context);
  }
  if (page.source_error.empty()) page.source_error = elsewhere.words();
}

/// A given page without links of its own may send its readers on to where they are: that is a page
/// to look at, too. One step only, so that such pages do not lead on for ever.
void follow_refresh(CrawlPage& page, const Url& url, const FetchResult& head,
                    const PageContext& context) {
  if (!page.links.empty() || page.source->found_by != "given") return;
  std::string target = refresh_target(head.header("refresh"), url);
  if (target.empty()) {
    const auto document = document_of(page.capture, context);
    if (document) target = find_refresh(*document, url);
  }
  const CrawlSite* site = context.sites.find(page.source->site_url);
  const auto to = Url::parse(target);
  if (!to || site == nullptr) return;
  page.source_error.clear();  // it may have been empty
  if (is_elsewhere(*to, context))
    page.source_error = "it sends its readers on to " + to->href() +
                        ", which is of no configured site; cuttings crawl add would follow it";
  else
    page.new_sources.push_back(new_source(*site, target, "hub_page", "page", page.ended_at));
}

void read_source(CrawlPage& page, const FetchResult& head, const std::vector<std::string>& sitemaps,
                 const PageContext& context) {
  const auto url = Url::parse(page.capture.fetch.final_url);
  if (!url) return;
  if (page.source->kind == "feed") return read_feed(page, *url, head, context);
  // A person may know a site by its feed alone, and name that as its page.
  if (page.source->kind == "hub_page" && is_feed(page.capture.body, *url))
    return read_feed(page, *url, head, context);
  if (page.source->kind != "hub_page") return read_sitemap(page, *url, head, context);
  read_page(page, head, context);
  const std::string& kind = page.capture.fetch.error_kind;
  if (kind != "noarchive" && kind != "noindex") page.source_error = page.capture.fetch.error;
  if (page.source_error.empty() && page.links.empty() && is_elsewhere(*url, context))
    page.source_error = "it leads to " + url->href() + ", which is of no configured site; " +
                        "cuttings crawl add would follow it";
  follow_refresh(page, *url, head, context);
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
  source.url = url.substr(0, url.find('#'));  // as the queue has it
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

bool is_left_unread(const CrawlPage& page, ReadPages read_pages) {
  return read_pages == ReadPages::kLater && !page.source && page.entry.kind != QueueKind::kArticle;
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
    set_error(page.capture, std::string(fetch_error_name(page.error)), message);
  if (!is_read) {
    if (page.source && page.status != 304) page.source_error = message;
    return;
  }
  try {
    if (page.source)
      read_source(page, head, sitemaps, context);
    else if (is_left_unread(page, context.read_pages))
      leave_unread(page, head, context);
    else
      read_page(page, head, context);
  } catch (const std::exception& e) {  // a bug of ours or no memory: this page fails, not the run
    set_error(page.capture, "internal", page.capture.fetch.url + ": " + e.what());
  }
}

}  // namespace cuttings
