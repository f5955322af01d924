#pragma once
// The Retry-After field (RFC 9110, section 10.2.3).

#include <chrono>
#include <optional>
#include <string_view>

#include "config/base/clock.h"

namespace cuttings {

/// How long `value` asks to wait from `now` on: seconds, or a date (one in the past is 0). Empty
/// when it is neither. At most kMaxRetryAfter. Any thread.
std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value, WallTime now);

/// Chosen by hand: longer waits are outages, and the wish of a moment.
inline constexpr std::chrono::hours kMaxRetryAfter{24 * 7};

}  // namespace cuttings
