#include "crawler/retry_after.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>

#include "config/base/text.h"
#include "crawler/discovery/source_time.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxFieldBytes = 64;  // a date is 29

// "Fri, 31 Dec 9999 23:59:59 GMT", which servers write for never: parse_source_time() knows no year
// from 2100 on, but would read the same date of a leap year before.
bool is_date_beyond(std::string_view value) {
  std::string near(value.substr(0, kMaxFieldBytes));
  for (std::size_t at = 0; at + 6 <= near.size(); ++at) {
    const auto year = near.begin() + static_cast<std::ptrdiff_t>(at) + 1;
    if (near[at] != ' ' || near[at + 5] != ' ' || !std::all_of(year, year + 4, is_ascii_digit))
      continue;
    if (near.compare(at + 1, 4, "2100") < 0) return false;
    return parse_source_time(near.replace(at + 1, 4, "2096")).has_value();
  }
  return false;
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value, WallTime now) {
  value = trim_ascii(value);
  if (value.empty()) return std::nullopt;
  if (std::all_of(value.begin(), value.end(), is_ascii_digit)) {
    std::uint64_t seconds = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), seconds);
    const std::chrono::seconds most = kMaxRetryAfter;
    if (read.ec != std::errc()) return most;  // more than 64 bits hold
    return std::chrono::seconds(std::min(seconds, static_cast<std::uint64_t>(most.count())));
  }
  if (!is_ascii_alpha(value.front())) return std::nullopt;  // "-5", "3.5": no date begins so
  const auto at = parse_source_time(value);
  if (!at && is_date_beyond(value)) return kMaxRetryAfter;
  if (!at) return std::nullopt;
  return std::clamp<std::chrono::milliseconds>(*at - now, std::chrono::milliseconds(0),
                                               kMaxRetryAfter);
}

}  // namespace cuttings
