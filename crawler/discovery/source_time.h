#pragma once
// Dates of feeds and sitemaps as points in time.

#include <optional>
#include <string_view>

#include "config/base/clock.h"

namespace cuttings {

/// The time `text` says (RFC 822, W3C date-time, what feeds make of them); a day alone is its
/// midnight, a time without zone is UTC. Empty outside 1990-2099. Any thread. O(text).
std::optional<WallTime> parse_source_time(std::string_view text);

}  // namespace cuttings
