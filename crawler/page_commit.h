#pragma once
// commit_page(): what becomes of a URL in the frontier once its page is in the store.

#include "config/base/result.h"
#include "config/config.h"
#include "crawler/crawl_page.h"

namespace cuttings {

/// Writes one page's new state, its links and sources, and its host, within the transaction that
/// keeps its capture; `saved` is what came of that (null: nothing was fetched). Fills in what the
/// commit gives. Error kStore. Storage thread.
Result<void> commit_page(CrawlPage& page, const Saved* saved, const Config& config,
                         FrontierWriter& frontier);

}  // namespace cuttings
