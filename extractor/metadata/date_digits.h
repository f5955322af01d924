#pragma once
// Dates in a run of digits, as machines write them.

#include <optional>
#include <string_view>

#include "extractor/metadata/date_time.h"

namespace cuttings {

/// The date of "20210304", "202103041530", "20210304153000", of Unix seconds (10 digits) or
/// milliseconds (13); none for other lengths and for days that are not believable. `digits` holds
/// ASCII digits only.
std::optional<DateTime> date_of_digits(std::string_view digits);

}  // namespace cuttings
