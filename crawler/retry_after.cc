#include "crawler/retry_after.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "config/base/text.h"
#include "crawler/discovery/source_time.h"

namespace cuttings {

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
  if (!at) return std::nullopt;
  return std::clamp<std::chrono::milliseconds>(*at - now, std::chrono::milliseconds(0),
                                               kMaxRetryAfter);
}

}  // namespace cuttings
