#pragma once
// Times as the store and WARC write them.

#include <optional>
#include <string>
#include <string_view>

#include "config/base/clock.h"

namespace cuttings {

/// "2026-02-03T08:10:00.000Z": ISO 8601, UTC, always with milliseconds, so that text order is time
/// order for the years 0000-9999.
std::string iso_time(WallTime time);

/// The time that `text` is, in UTC: "2026", "2026-02", "2026-02-03", "2026-02-03T08:10Z",
/// "2026-02-03T08:10:00Z", with up to nine digits of a second, of which three count. The forms of
/// WARC-Date (WARC/1.1, after https://www.w3.org/TR/NOTE-datetime), any year. Empty for all else.
std::optional<WallTime> parse_iso_time(std::string_view text);

}  // namespace cuttings
