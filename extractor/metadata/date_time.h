#pragma once
// DateTime: a day of the Gregorian calendar and what is known of its time.

#include <cstdint>
#include <optional>
#include <string>

namespace cuttings {

/// A day of the Gregorian calendar, perhaps with a time and its zone.
struct DateTime {
  int year = 0, month = 0, day = 0;
  int hour = -1, minute = 0, second = 0;  ///< hour -1: only the day is known
  std::optional<int> offset_minutes;      ///< east of UTC, only with an hour

  bool operator==(const DateTime&) const = default;
};

inline constexpr int kMinYear = 1990, kMaxYear = 2099;  // chosen by hand: the web's years

/// True for a day of the Gregorian calendar from kMinYear to kMaxYear.
bool is_believable_day(int year, int month, int day);

/// Days since 1970-01-01 of the date's day, its zone disregarded.
std::int64_t day_number(const DateTime& date);

/// The day of a day number, without a time.
DateTime civil_from_days(std::int64_t day_number);

/// "2021-03-04", "2021-03-04T15:30:00", "2021-03-04T15:30:00+01:00" (Z for UTC).
std::string to_iso_8601(const DateTime& date);

}  // namespace cuttings
