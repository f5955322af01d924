#include "extractor/metadata/date_digits.h"

#include <charconv>

namespace cuttings {
namespace {

std::optional<DateTime> from_unix_time(std::int64_t seconds) {
  DateTime date = civil_from_days(seconds / 86400);
  if (!is_believable_day(date.year, date.month, date.day)) return std::nullopt;
  const int rest = static_cast<int>(seconds % 86400);
  date.hour = rest / 3600, date.minute = rest / 60 % 60, date.second = rest % 60;
  date.offset_minutes = 0;
  return date;
}

}  // namespace

std::optional<DateTime> date_of_digits(std::string_view digits) {
  const auto part = [&](std::size_t at, std::size_t count) {
    int value = 0;
    std::from_chars(digits.data() + at, digits.data() + at + count, value);
    return value;
  };
  if (digits.size() == 8 || digits.size() == 12 || digits.size() == 14) {
    DateTime date{part(0, 4), part(4, 2), part(6, 2), -1, 0, 0, {}};
    if (!is_believable_day(date.year, date.month, date.day)) return std::nullopt;
    if (digits.size() >= 12 && part(8, 2) < 24 && part(10, 2) < 60)
      date.hour = part(8, 2), date.minute = part(10, 2);
    return date;
  }
  if (digits.size() != 10 && digits.size() != 13) return std::nullopt;
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return from_unix_time(digits.size() == 13 ? value / 1000 : value);
}

}  // namespace cuttings
