#pragma once
// ScheduleSpec: what `schedule` of a [[site]] says, read but not yet applied to a calendar.

#include <bitset>
#include <chrono>
#include <string_view>

#include "config/base/result.h"

namespace cuttings {

enum class ScheduleKind { kHourly, kDaily, kWeekly, kManual, kEvery, kCron };

/// The five fields of a crontab line. A bit is a value that matches.
struct CronFields {
  std::bitset<60> minutes = {};
  std::bitset<24> hours = {};
  std::bitset<32> month_days = {};  ///< 1-31
  std::bitset<13> months = {};      ///< 1-12
  std::bitset<7> week_days = {};    ///< 0: Sunday
  // Written with a leading "*": day fields that are not leave the choice to the other one.
  bool is_any_hour = false, is_any_month_day = false, is_any_week_day = false;

  bool operator==(const CronFields&) const = default;
};

struct ScheduleSpec {
  ScheduleKind kind = ScheduleKind::kDaily;
  std::chrono::seconds every{};  ///< of kEvery: a minute to 366 days
  CronFields cron = {};          ///< of kCron

  /// Looks come at times the person named, not by what a source gives.
  bool is_fixed() const { return kind == ScheduleKind::kEvery || kind == ScheduleKind::kCron; }
  bool operator==(const ScheduleSpec&) const = default;
};

/// Reads "hourly", "daily", "weekly", "manual", "every 20 min" (min, h or d) or the five fields of
/// a crontab line, as "30 6,18 * * 1-5": lists and ranges of numbers by POSIX crontab
/// (https://pubs.opengroup.org/onlinepubs/9699919799/utilities/crontab.html), and as cron programs
/// do also steps ("*/15"), 7 for Sunday and names ("mon", "jan"). Error kInvalidArgument: which
/// field is off; also a date that never comes.
Result<ScheduleSpec> parse_schedule(std::string_view text);

}  // namespace cuttings
