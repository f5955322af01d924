#include "extractor/metadata/persian_calendar.h"

#include <algorithm>
#include <iterator>

namespace cuttings {

int persian_month(std::string_view word) {
  static constexpr std::string_view kMonths[] = {"فروردین", "اردیبهشت", "خرداد", "تیر",
                                                 "مرداد",   "شهریور",   "مهر",   "آبان",
                                                 "آذر",     "دی",       "بهمن",  "اسفند"};
  const auto found = std::find(std::begin(kMonths), std::end(kMonths), word);
  return found == std::end(kMonths) ? 0 : static_cast<int>(found - std::begin(kMonths)) + 1;
}

std::optional<DateTime> from_persian(int year, int month, int day) {
  constexpr int kFirst = 1369, kLast = 1478;  // 1990 to 2099
  constexpr std::int64_t kFirstDay = 7384;    // 1 Farvardin 1369 is 21 March 1990
  constexpr int kLong = 31, kShort = 30, kLongMonths = 6;
  const auto is_leap_year = [](int y) {
    static constexpr int kLeap[] = {1, 5, 9, 13, 17, 22, 26, 30};
    return std::find(std::begin(kLeap), std::end(kLeap), y % 33) != std::end(kLeap);
  };
  const int length = month <= kLongMonths                 ? kLong
                     : month == 12 && !is_leap_year(year) ? 29
                                                          : kShort;
  if (year < kFirst || year > kLast || month < 1 || day < 1 || day > length) return std::nullopt;
  std::int64_t number = kFirstDay + day - 1;
  for (int y = kFirst; y < year; ++y) number += is_leap_year(y) ? 366 : 365;
  number += (month - 1) * kShort + std::min(month - 1, kLongMonths);
  return civil_from_days(number);
}

}  // namespace cuttings
