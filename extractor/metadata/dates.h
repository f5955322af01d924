#pragma once
// Dates in machine and human form: ISO 8601, RFC 822, numbers, month names of 55 languages,
// Chinese, Japanese, Korean, Arabic and Persian digits, Unix time.

#include <optional>
#include <string_view>
#include <vector>

#include "extractor/metadata/date_order.h"
#include "extractor/metadata/date_time.h"

namespace cuttings {

/// The first date in `text` (looks at kMaxDateText bytes); years 1990 to 2099 only. With no
/// certainty about the order of day and month, `order` decides. O(text).
std::optional<DateTime> find_date(std::string_view text, DateOrder order);
inline constexpr std::size_t kMaxDateText = 400;

/// A date and the bytes [begin, end) of the text that it stands in, its time left out.
struct FoundDate {
  DateTime date;
  std::size_t begin, end;
};

/// The first dates in `text`, at most `most`, as find_date() reads them. O(text).
std::vector<FoundDate> find_dates(std::string_view text, DateOrder order, std::size_t most);

/// A metadata value that is a date as a whole or begins with one: find_date() and Unix seconds or
/// milliseconds and "20210304", "20210304153000".
std::optional<DateTime> parse_date_value(std::string_view value, DateOrder order);

}  // namespace cuttings
