#pragma once
// TrapMemory: the trap guards of all sites, and what they had learnt in earlier runs.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "crawler/discovery/trap_guard.h"
#include "storage/frontier_store.h"

namespace cuttings {

/// Sites are named by the URL of their [[site]]. What is known of one is read when it is asked for
/// first; counts are halved for every 30 days since they changed, so that a pattern whose budget
/// was spent gets some fetches again. Memory: a TrapGuard a site. One thread.
class TrapMemory {
 public:
  /// Both must outlive this.
  TrapMemory(FrontierReader& reader, const Clock& clock) : reader_(reader), clock_(clock) {}

  /// TrapGuard::allows() of the site. Error kStore.
  Result<bool> allows(const std::string& site_url, const Url& url);
  /// TrapGuard::record() of the site. Error kStore.
  Result<void> record(const std::string& site_url, const Url& url, std::string_view via,
                      const PageYield& yield);
  /// What is to be written down since the last call; a site each.
  std::vector<TrapChanges> take_changes();

 private:
  Result<TrapGuard*> guard_of(const std::string& site_url);

  FrontierReader& reader_;
  const Clock& clock_;
  std::map<std::string, TrapGuard> guards_;
};

}  // namespace cuttings
