#pragma once
// Schedule: the moments at which the sources of a site with "every ..." or a cron expression are
// looked at.

#include <cstdint>
#include <optional>
#include <string_view>

#include "config/base/clock.h"
#include "config/schedule_spec.h"

namespace cuttings {

/// Pure but for the process's time zone, which rules cron expressions; a value type. Only for a
/// spec that is_fixed().
class Schedule {
 public:
  explicit Schedule(ScheduleSpec spec) : spec_(spec) {}

  /// The first moment after `time`. An interval counts from `time`; a cron expression's moments are
  /// whole minutes of local time. Where the clock is set forward over a moment it comes as much
  /// later; where it is set back it comes once, but with `*` for the hour in both hours. Empty only
  /// when none comes within 9 years. O(days until then).
  std::optional<WallTime> next_after(WallTime time) const;

  /// The same, later by a share of the wait for the moment after it that `name` decides: at most a
  /// tenth of it and at most kMaxJitter, so that not all sources of an hour are asked at once.
  /// A moment whose delay began before `time` is not given again.
  std::optional<WallTime> next_spread_after(WallTime time, std::string_view name) const;

  static constexpr std::chrono::milliseconds kMaxJitter = std::chrono::minutes(5);

 private:
  bool takes_day(std::chrono::local_days day) const;
  std::optional<WallTime> first_of_day(std::chrono::local_days day, WallTime after) const;

  ScheduleSpec spec_;
};

}  // namespace cuttings
