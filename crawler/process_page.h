#pragma once
// process_page(): from the bytes of a fetch to article, links and sources. Pure; what a worker
// does.

#include <string>
#include <vector>

#include "config/config.h"
#include "crawler/crawl_page.h"
#include "crawler/crawl_sites.h"
#include "crawler/robots.h"
#include "extractor/site_knowledge.h"

namespace cuttings {

/// Whether new pages are read at once. Sources are, and articles that are looked at again.
enum class ReadPages { kNow, kLater };

/// What every page needs; all outlive the crawl.
struct PageContext {
  const Config& config;
  const CrawlSites& sites;
  SiteKnowledge site = {};
  ReadPages read_pages = ReadPages::kNow;
};

/// Takes `fetched` into `page`: its capture, article or reason why not, links in scope, and, of a
/// source, its entries. Of an article that goes on on a further page, page.parts says which: its
/// article is in the capture after join_page() or cut_off(). `sitemaps` are those of the origin's
/// robots.txt, wanted for hub pages only. Never throws; what is wrong is in the capture. Any
/// thread. O(bytes).
void process_page(CrawlPage& page, FetchResult fetched, const std::vector<std::string>& sitemaps,
                  const PageContext& context);

/// True for a page that process_page() keeps without reading it.
bool is_left_unread(const CrawlPage& page, ReadPages read_pages);

/// The source of a site at `url`, never polled yet.
SourceRecord new_source(const CrawlSite& site, std::string_view url, std::string_view kind,
                        std::string_view found_by, WallTime now);

/// The queue entry that polls a source.
NewUrl source_entry(const Url& url);

/// The frontier's priority of a link, 0-1000.
int queue_priority(double link_priority);
inline constexpr int kSourcePriority = 1000;

}  // namespace cuttings
