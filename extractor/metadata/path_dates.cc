#include "extractor/metadata/path_dates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "config/base/text.h"
#include "extractor/metadata/date_digits.h"

namespace cuttings {
namespace {

/// "2021/03/04": `rest` begins with the four digits of a year.
std::optional<DateTime> from_path_parts(std::string_view rest) {
  std::array<int, 3> parts = {0, 0, 0};
  std::size_t at = 0;
  for (int& part : parts) {
    if (&part != parts.data()) {
      if (at >= rest.size() || std::string_view("/-_").find(rest[at]) == std::string_view::npos)
        return std::nullopt;
      ++at;
    }
    const auto [end, error] = std::from_chars(rest.data() + at, rest.data() + rest.size(), part);
    const auto length = static_cast<std::size_t>(end - (rest.data() + at));
    if (error != std::errc() || (at > 0 && length > 2)) return std::nullopt;
    at += length;
  }
  if (!is_believable_day(parts[0], parts[1], parts[2])) return std::nullopt;
  return DateTime{parts[0], parts[1], parts[2], -1, 0, 0, {}};
}

}  // namespace

std::optional<DateTime> find_date_in_path(std::string_view path) {
  for (std::size_t i = 0; i + 8 <= path.size(); ++i) {
    if (!(path[i] == '1' || path[i] == '2') || (i > 0 && is_ascii_digit(path[i - 1]))) continue;
    const std::string_view rest = path.substr(i);
    const std::size_t run = std::min(rest.find_first_not_of("0123456789"), rest.size());
    const auto date = run == 8   ? date_of_digits(rest.substr(0, 8))
                      : run == 4 ? from_path_parts(rest)
                                 : std::nullopt;
    if (date) return date;
  }
  return std::nullopt;
}

std::optional<DateTime> find_day_first_digits(std::string_view path) {
  constexpr int kFirstYear = 1995;
  constexpr std::size_t kRun = 8;
  for (std::size_t i = path.find_first_of("0123456789"); i != std::string_view::npos;) {
    const std::size_t end = std::min(path.find_first_not_of("0123456789", i), path.size());
    if (end - i == kRun) {
      const std::string_view run = path.substr(i, kRun);
      const auto day = date_of_digits(
          std::string(run.substr(4)).append(run.substr(2, 2)).append(run.substr(0, 2)));
      if (day && day->year >= kFirstYear) return day;
    }
    i = path.find_first_of("0123456789", end);
  }
  return std::nullopt;
}

std::optional<DateTime> find_capture_day(std::string_view path) {
  constexpr std::size_t kDigits = 14;
  const std::size_t end = path.find("/http");
  if (end == std::string_view::npos || end < kDigits + 1 || path[end - kDigits - 1] != '/')
    return std::nullopt;
  const std::string_view digits = path.substr(end - kDigits, kDigits);
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  return date_of_digits(digits);
}

}  // namespace cuttings
