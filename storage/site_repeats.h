#pragma once
// Site repeats: telling an edit of an article from a sentence we learnt to leave out.

#include <string>
#include <string_view>
#include <vector>

namespace cuttings {

/// True when `after` is `before` without some lines that all are among `repeats` (what the site's
/// pages share). Empty lines and white space around lines count for nothing. O(n log n).
bool differs_by_repeats(std::string_view before, std::string_view after,
                        const std::vector<std::string>& repeats);

}  // namespace cuttings
