#pragma once
// Dates in machine and human form: ISO 8601, RFC 822, numbers, month names of 55 languages,
// Chinese, Japanese, Korean, Arabic and Persian digits, Unix time.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cuttings {

/// A day of the Gregorian calendar, perhaps with a time and its zone.
struct DateTime {
  int year = 0, month = 0, day = 0;
  int hour = -1, minute = 0, second = 0;  ///< hour -1: only the day is known
  std::optional<int> offset_minutes;      ///< east of UTC, only with an hour

  bool operator==(const DateTime&) const = default;
};

/// How a page writes 3/4/2021.
enum class DateOrder { kDayFirst, kMonthFirst };

/// Month first for American English, else day first. `language` is a BCP 47 tag; where it is empty
/// or says "en" only, the country of `host` (its last label) decides, and month first without one.
DateOrder date_order(std::string_view language, std::string_view host = {});

/// The first date in `text` (looks at kMaxDateText bytes); years 1990 to 2099 only. With no
/// certainty about the order of day and month, `order` decides. O(text).
std::optional<DateTime> find_date(std::string_view text, DateOrder order);
inline constexpr std::size_t kMaxDateText = 400;

/// A date and the bytes [begin, end) of the text that it stands in, its time left out.
struct FoundDate {
  DateTime date;
  std::size_t begin, end;
};

/// 0-9 for a digit of ASCII, of the scripts of India, the Arabs and South East Asia, and of full
/// width; -1 for others.
int digit_value(char32_t c);

/// The first dates in `text`, at most `most`, as find_date() reads them. O(text).
std::vector<FoundDate> find_dates(std::string_view text, DateOrder order, std::size_t most);

/// A metadata value that is a date as a whole or begins with one: find_date() and Unix seconds or
/// milliseconds and "20210304", "20210304153000".
std::optional<DateTime> parse_date_value(std::string_view value, DateOrder order);

/// The day in a URL's path: "/2021/03/04/", "/2021-03-04-", "/20210304/". Only whole dates.
std::optional<DateTime> find_date_in_path(std::string_view path);

/// The day of a run of eight digits "04032021" in a URL's path, day first; years of the web only.
std::optional<DateTime> find_day_first_digits(std::string_view path);

/// The day of "/20210304153000/http", a web archive's copy of another URL (the common form of a
/// Memento's address, RFC 7089); none for other paths. O(path).
std::optional<DateTime> find_capture_day(std::string_view path);

/// "2021-03-04", "2021-03-04T15:30:00", "2021-03-04T15:30:00+01:00" (Z for UTC).
std::string to_iso_8601(const DateTime& date);

/// Days since 1970-01-01 of the date's day, its zone disregarded.
std::int64_t day_number(const DateTime& date);

}  // namespace cuttings
