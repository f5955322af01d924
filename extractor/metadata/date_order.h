#pragma once
// DateOrder: how a page writes its days in numbers.

#include <string_view>

namespace cuttings {

/// How a page writes 3/4/2021.
enum class DateOrder { kDayFirst, kMonthFirst };

/// Month first for American English, else day first. `language` is a BCP 47 tag; where it is empty
/// or says "en" only, the country of `host` (its last label) decides, and month first without one.
DateOrder date_order(std::string_view language, std::string_view host = {});

}  // namespace cuttings
