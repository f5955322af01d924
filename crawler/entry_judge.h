#pragma once
// EntryJudge: what an entry of the queue is, and whether it is still to be fetched.

#include <string>
#include <vector>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "crawler/crawl_page.h"
#include "crawler/crawl_sites.h"
#include "crawler/fetch_failure.h"
#include "crawler/trap_memory.h"
#include "storage/frontier_store.h"

namespace cuttings {

/// One thread.
class EntryJudge {
 public:
  /// All must outlive this.
  EntryJudge(const CrawlSites& sites, FrontierReader& reader, const Clock& clock);

  /// Looks whether anything was taken down: nothing will be while the crawl holds the store. To be
  /// called first. Error kStore.
  Result<void> open();

  /// Fills in what is known of page.entry: the source it is, or why it is not fetched. Error
  /// kStore.
  Result<void> prepare(CrawlPage& page);
  /// Why `url`, which is asked for the sake of `entry`, must not be: `db takedown` removed what it
  /// leads to, or a redirect led there out of scope. A feed, a sitemap and a person vouch for where
  /// their addresses lead outside the sites of the configuration, a link does not. Error kStore.
  Result<FetchFailure> bar(const QueueEntry& entry, const Url& url);

  /// Takes in what a committed page says of traps, if it says anything. Error kStore.
  Result<void> learn(const CrawlPage& page);
  /// What was learnt since the last call, to be written down.
  std::vector<TrapChanges> take_learnt() { return traps_.take_changes(); }

 private:
  Result<void> prepare_source(CrawlPage& page);
  Result<FetchFailure> taken_down(const Url& url);
  Result<void> judge_link(CrawlPage& page, const Url& url);

  const CrawlSites& sites_;
  FrontierReader& reader_;
  TrapMemory traps_;
  bool has_takedowns_ = true;
};

}  // namespace cuttings
