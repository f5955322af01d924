#pragma once
// ClockStep: a wall clock that is set back, and what is done with the times that were stored by it.

#include <chrono>
#include <optional>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "crawler/crawl_sites.h"
#include "storage/frontier_store.h"

namespace cuttings {

/// What a wall clock is set back by before it counts: less is NTP's daily work, and a wait that
/// grows by so much harms nobody.
inline constexpr std::chrono::milliseconds kMinSetBack = std::chrono::minutes(1);

/// Notices that the wall clock is set back while the program runs. One that is set forward needs
/// nothing: what has become due is due, and a machine that slept looks the same.
class ClockStep {
 public:
  explicit ClockStep(const Clock& clock);  ///< which outlives this
  /// By how much the clock was set back since the last call; empty: by less than kMinSetBack.
  std::optional<std::chrono::milliseconds> set_back();

 private:
  const Clock& clock_;
  WallTime wall_;
  SteadyTime steady_;
};

/// By how much the clock was set back since a host was last asked, at least; empty: it was not.
/// Error kStore.
Result<std::optional<std::chrono::milliseconds>> set_back_since_last_run(FrontierReader& reader,
                                                                         WallTime now);

/// Takes `by` from all times of the queue, the hosts and the sources' rhythms, so that what is
/// waited for takes no longer than it would have. Error kStore.
Result<FrontierWork> follow_set_back(FrontierReader& reader, std::chrono::milliseconds by);

}  // namespace cuttings
