#pragma once
// Local time: the civil clock of this process's time zone (TZ, else /etc/localtime), over changes
// to and from daylight saving time.

#include <chrono>
#include <string>
#include <vector>

#include "config/base/clock.h"

namespace cuttings {

using LocalSeconds = std::chrono::local_seconds;

/// What the clock on the wall shows at `time`.
LocalSeconds to_local(WallTime time);

/// When the clock on the wall shows `local`: once, twice where it is set back, never where it is
/// set forward over it. Ascending.
std::vector<WallTime> moments_of(LocalSeconds local);

/// The one moment RFC 5545 takes `local` for: the first of two, and one that is skipped by the
/// offset before the gap (https://www.rfc-editor.org/rfc/rfc5545#section-3.3.5).
WallTime moment_of(LocalSeconds local);

/// "Europe/Berlin (UTC+02:00)", "CET (UTC+01:00)": the zone at `time`, for a person.
std::string time_zone_words(WallTime time);

}  // namespace cuttings
