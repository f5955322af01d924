#pragma once
// When a host may be asked again: pauses between its pages, and blocks after it asked for less or
// could not be reached. Pure functions over a HostRecord.

#include <chrono>
#include <optional>
#include <string>

#include "config/base/clock.h"
#include "storage/frontier_store.h"

namespace cuttings {

/// What one visit of a host showed.
struct HostVisit {
  int status = 0;               ///< 0: no answer
  bool is_unreachable = false;  ///< DNS, connect, TLS, time-out
  std::optional<std::chrono::milliseconds> retry_after = {};
  std::chrono::milliseconds duration{0};  ///< of the whole answer
  std::optional<std::chrono::milliseconds> crawl_delay = {};
  std::string address = {};  ///< that answered; empty: unknown
};

/// All but `delay` chosen by hand; the factor is less than Heritrix's 5, as the pause is a minimum
/// beside `delay`.
struct HostScheduleOptions {
  std::chrono::milliseconds delay{2000};  ///< 0: no pause at all but Crawl-delay
  double jitter = 0.2;                    ///< the pause grows by up to this part
  double response_factor = 2.0;           ///< the pause is at least so many response times ...
  std::chrono::milliseconds max_adaptive{30'000};  ///< ... but not longer for that
  std::chrono::milliseconds first_block{30'000};   ///< after 429 or 503 without Retry-After ...
  std::chrono::milliseconds max_block{24 * 3'600'000LL};  ///< ... doubled each time up to this
  int failures_before_block = 3;                          ///< unreachable so often in a row
};

/// Takes a visit in that ended at `now`. 429 and 503 block the host for Retry-After, else for a
/// time that doubles; so does being unreachable again and again. Any other answer ends that.
void record_visit(HostRecord& host, const HostVisit& visit, WallTime now,
                  const HostScheduleOptions& options);

/// From the end of one page to the beginning of the next: the longest of delay, Crawl-delay and
/// response_factor response times, plus jitter. `random` is 0-1.
std::chrono::milliseconds pause_of(const HostRecord& host, const HostScheduleOptions& options,
                                   double random);

}  // namespace cuttings
