#include "storage/iso_time.h"

#include <array>
#include <cstdio>

#include "config/base/text.h"

namespace cuttings {
namespace {

// Takes `digits` digits off `text`; -1 when they are not there.
int take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return -1;
  int number = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (!is_ascii_digit(text[i])) return -1;
    number = number * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// ".123456": milliseconds; 0 when there is no fraction, -1 when it is none.
int take_milliseconds(std::string_view& text) {
  if (!take(text, '.')) return 0;
  int milliseconds = 0;
  std::size_t digits = 0;
  for (; digits < text.size() && is_ascii_digit(text[digits]); ++digits)
    if (digits < 3) milliseconds = milliseconds * 10 + (text[digits] - '0');
  text.remove_prefix(digits);
  if (digits == 0 || digits > 9) return -1;
  for (; digits < 3; ++digits) milliseconds *= 10;
  return milliseconds;
}

// "T08:10:00.123Z" to its end.
std::optional<std::chrono::milliseconds> time_of_day(std::string_view text) {
  if (!take(text, 'T')) return {};
  const int hour = take_number(text, 2);
  if (!take(text, ':')) return {};
  const int minute = take_number(text, 2);
  int second = 0, milliseconds = 0;
  if (take(text, ':')) {
    second = take_number(text, 2);
    milliseconds = take_milliseconds(text);
  }
  if (text != "Z" || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
      second > 60 || milliseconds < 0)
    return {};
  return std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second) +
         std::chrono::milliseconds(milliseconds);
}

}  // namespace

std::optional<WallTime> parse_iso_time(std::string_view text) {
  const int year = take_number(text, 4);
  const int month = take(text, '-') ? take_number(text, 2) : 1;
  const int day = take(text, '-') ? take_number(text, 2) : 1;
  if (year < 0 || month < 0 || day < 0) return {};
  const std::chrono::year_month_day date(std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return {};
  const WallTime midnight = std::chrono::sys_days(date);
  if (text.empty()) return midnight;
  const auto time = time_of_day(text);
  if (!time) return {};
  return midnight + *time;
}

std::string iso_time(WallTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02ld:%02ld:%02ld.%03ldZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<long>(clock.hours().count()),
                static_cast<long>(clock.minutes().count()),
                static_cast<long>(clock.seconds().count()),
                static_cast<long>(clock.subseconds().count()));
  return buffer.data();
}

}  // namespace cuttings
