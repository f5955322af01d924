#pragma once
// The Iranian calendar, by which Persian pages date.

#include <optional>
#include <string_view>

#include "extractor/metadata/date_time.h"

namespace cuttings {

/// The month of the Iranian calendar that a folded word names; 0 for none.
int persian_month(std::string_view word);

/// The day of a date of the Iranian calendar, if it is one of the years 1990 to 2099. Its leap
/// years follow a cycle of 33 years in our time
/// (https://en.wikipedia.org/wiki/Solar_Hijri_calendar, 1244 to 1502).
std::optional<DateTime> from_persian(int year, int month, int day);

}  // namespace cuttings
