#pragma once
// Globs over URL paths, as users write them in [[site]] include and exclude.

#include <string_view>

namespace cuttings {

/// True when `pattern` covers the whole of `path`: "*" any run within a segment, "**" across
/// segments, "?" one character but "/". A pattern without a leading "/" may begin at any segment.
/// Case matters. Never recurses. O(pattern x path).
bool glob_matches(std::string_view pattern, std::string_view path);

}  // namespace cuttings
