#include "extractor/metadata/date_time.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace cuttings {
namespace {

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

}  // namespace

bool is_believable_day(int year, int month, int day) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < kMinYear || year > kMaxYear || month < 1 || month > 12 || day < 1) return false;
  return day <= kDays[month - 1] + (month == 2 && is_leap(year));
}

// Both: Howard Hinnant, "chrono-compatible low-level date algorithms".

DateTime civil_from_days(std::int64_t day_number) {
  const std::int64_t z = day_number + 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const std::int64_t doe = z - era * 146097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  const std::int64_t month = mp < 10 ? mp + 3 : mp - 9;
  DateTime date;
  date.year = static_cast<int>(yoe + era * 400 + (month <= 2));
  date.month = static_cast<int>(month);
  date.day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
  return date;
}

std::int64_t day_number(const DateTime& date) {
  const std::int64_t y = date.year - (date.month <= 2);
  const std::int64_t era = y / 400, yoe = y - era * 400;
  const std::int64_t doy = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

std::string to_iso_8601(const DateTime& date) {
  std::array<char, 48> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
  std::string out = buffer.data();
  if (date.hour < 0) return out;
  std::snprintf(buffer.data(), buffer.size(), "T%02d:%02d:%02d", date.hour, date.minute,
                date.second);
  out += buffer.data();
  if (!date.offset_minutes) return out;
  const int offset = *date.offset_minutes;
  if (offset == 0) return out + "Z";
  std::snprintf(buffer.data(), buffer.size(), "%c%02d:%02d", offset < 0 ? '-' : '+',
                std::abs(offset) / 60, std::abs(offset) % 60);
  return out + buffer.data();
}

}  // namespace cuttings
