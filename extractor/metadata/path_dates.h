#pragma once
// Dates in the path of a URL.

#include <optional>
#include <string_view>

#include "extractor/metadata/date_time.h"

namespace cuttings {

/// The day in a URL's path: "/2021/03/04/", "/2021-03-04-", "/20210304/". Only whole dates.
std::optional<DateTime> find_date_in_path(std::string_view path);

/// The day of a run of eight digits "04032021" in a URL's path, day first; years of the web only.
std::optional<DateTime> find_day_first_digits(std::string_view path);

/// The day of "/20210304153000/http", a web archive's copy of another URL (the common form of a
/// Memento's address, RFC 7089); none for other paths. O(path).
std::optional<DateTime> find_capture_day(std::string_view path);

}  // namespace cuttings
