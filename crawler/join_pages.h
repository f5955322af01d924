#pragma once
// An article over several pages, while a crawl fetches the others: which page is wanted next, and
// the article that becomes of all. Pure; what a worker does.

#include "crawler/crawl_page.h"
#include "crawler/fetch_result.h"
#include "crawler/process_page.h"
#include "extractor/extract.h"

namespace cuttings {

/// Keeps `extraction` in page.parts and returns true when a further page of the article, in scope,
/// is to be fetched: page.parts->wanted. Else nothing is done. O(1).
bool begin_joining(CrawlPage& page, Extraction& extraction, const CrawlSites& sites);

/// Takes the page that was wanted: its bytes go to page.further, its text behind the article's.
/// page.parts is empty, and the article in page.capture, when it was the last, when it did not come
/// (the article is then kTruncated), or when all together are too large. Never throws. O(bytes).
void join_page(CrawlPage& page, FetchResult fetched, const PageContext& context);

/// No further page will come: the article is what there is, and kTruncated.
void cut_off(CrawlPage& page);

}  // namespace cuttings
