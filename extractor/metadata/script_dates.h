#pragma once
// Script dates: the day of publication that a page's data for its own scripts tells, where nothing
// else does.

#include <string_view>
#include <vector>

#include "extractor/metadata/candidates.h"

namespace cuttings {

/// Adds the day that all of the scripts' members "datePublished", "publishedAt" and the like name;
/// for want of such, of "createdAt". Nothing when they name several days: then the scripts speak of
/// several articles. Reads at most 1 MiB in all. O(bytes).
void collect_script_dates(const std::vector<std::string_view>& scripts, Candidates& out);

}  // namespace cuttings
