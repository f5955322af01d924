#pragma once
// Times as the store and WARC write them.

#include <string>

#include "config/base/clock.h"

namespace cuttings {

/// "2026-02-03T08:10:00.000Z": ISO 8601, UTC, always with milliseconds, so that text order is time
/// order for the years 0000-9999.
std::string iso_time(WallTime time);

}  // namespace cuttings
