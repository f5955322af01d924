#pragma once
// The beginning and the end of a run, in the store.

#include <cstdint>
#include <string>
#include <vector>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "config/config.h"
#include "crawler/crawl_sites.h"
#include "crawler/reading_marks.h"
#include "storage/article_store.h"
#include "storage/frontier_store.h"

namespace cuttings {

/// Writes `sources` down and makes those not known before due at once. Error kStore.
Result<void> keep_sources(ArticleStore& store, FrontierReader& reader,
                          const std::vector<SourceRecord>& sources);

/// Gives the known sources of sites with times of their own the time their schedule says, where the
/// queue says another: it was edited, or the time zone or the clock set. Error kStore.
Result<FrontierWork> reschedule(FrontierReader& reader, const CrawlSites& sites);

/// Makes the start page, pinned feeds and pinned sitemaps of every site known, and notes that a run
/// begins; its id. Error kStore.
Result<std::int64_t> begin_crawl(ArticleStore& store, FrontierReader& reader,
                                 const CrawlSites& sites, const Config& config, WallTime now);

/// Gives up the entries that earlier runs crashed on, and says so. Error kStore.
Result<void> give_up_suspects(ArticleStore& store, FrontierReader& reader, ReadingMarks& marks);

/// How a run ended.
struct CrawlEnd {
  std::string_view status;  ///< "done" or "stopped"
  std::string stats_json;
  std::vector<TrapChanges> traps;  ///< what was learnt of traps since the last transaction
};

/// Notes how the run ended. Error kStore.
Result<void> end_crawl(ArticleStore& store, std::int64_t id, const CrawlEnd& end, WallTime now);

}  // namespace cuttings
