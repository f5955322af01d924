#include "crawler/schedule.h"

#include <algorithm>

#include "crawler/local_time.h"

namespace cuttings {
namespace {

constexpr int kMaxDays = 9 * 366;  // February 29 may be eight years away: 2096 to 2104

/// [0, 1), the same for the same name everywhere: FNV-1a
/// (http://www.isthe.com/chongo/tech/comp/fnv/).
double share_of(std::string_view name) {
  std::uint32_t hash = 2166136261u;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return static_cast<double>(hash >> 8) / (1 << 24);
}

}  // namespace

/// POSIX crontab: with both day fields restricted, a day that matches either is taken.
bool Schedule::takes_day(std::chrono::local_days day) const {
  const CronFields& cron = spec_.cron;
  const std::chrono::year_month_day date(day);
  if (!cron.months[static_cast<unsigned>(date.month())]) return false;
  const bool is_month_day = cron.month_days[static_cast<unsigned>(date.day())];
  const bool is_week_day = cron.week_days[std::chrono::weekday(day).c_encoding()];
  if (cron.is_any_month_day || cron.is_any_week_day) return is_month_day && is_week_day;
  return is_month_day || is_week_day;
}

std::optional<WallTime> Schedule::first_of_day(std::chrono::local_days day, WallTime after) const {
  std::optional<WallTime> first;
  const auto offer = [&](WallTime moment) {
    if (moment > after && (!first || moment < *first)) first = moment;
  };
  for (std::size_t minute = 0; minute < 24 * 60; ++minute) {
    if (!spec_.cron.hours[minute / 60] || !spec_.cron.minutes[minute % 60]) continue;
    const LocalSeconds local = day + std::chrono::minutes(minute);
    if (!spec_.cron.is_any_hour) {
      offer(moment_of(local));
      continue;
    }
    for (const WallTime moment : moments_of(local)) offer(moment);
  }
  return first;
}

std::optional<WallTime> Schedule::next_after(WallTime time) const {
  if (spec_.kind == ScheduleKind::kEvery) return time + spec_.every;
  // A day early: a moment that was skipped at midnight comes on the day after its own.
  auto day = std::chrono::floor<std::chrono::days>(to_local(time)) - std::chrono::days(1);
  for (int i = 0; i < kMaxDays; ++i, day += std::chrono::days(1)) {
    if (!takes_day(day)) continue;
    if (const auto first = first_of_day(day, time)) return first;
  }
  return std::nullopt;
}

std::optional<WallTime> Schedule::next_spread_after(WallTime time, std::string_view name) const {
  const auto next = next_after(time);
  const auto second = next ? next_after(*next) : std::nullopt;
  if (!second) return next;
  const auto most = std::min<std::chrono::milliseconds>((*second - *next) / 10, kMaxJitter);
  const auto late = std::chrono::milliseconds(
      static_cast<std::int64_t>(share_of(name) * static_cast<double>(most.count())));
  return *next + late;
}

}  // namespace cuttings
