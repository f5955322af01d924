#pragma once
// Date text: what a line of a page that may hold a date says, told by its form alone.

#include <string_view>

namespace cuttings {

/// True when a text may hold a date: three digits to 24; an address that is shown holds none.
/// Cheap, and wrong at times.
bool may_hold_date(std::string_view text);

/// "10:15", "| 10:15 Uhr", "at 9.05 am": little but a clock time.
bool is_clock_time(std::string_view text);

/// "Ann Lee" of "Posted on 5 January 2026 by Ann Lee" or "5 January 2026 | By Ann Lee"; empty when
/// no name follows. A view into `text`.
std::string_view name_after_date(std::string_view text);

/// True when a paragraph opens with its date: the date begins it, stands in brackets, or a dash,
/// bar or colon follows it; elsewhere it is part of a sentence.
bool opens_with_date(std::string_view opening);

}  // namespace cuttings
