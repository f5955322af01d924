#pragma once
// Character references in texts that are not HTML but were escaped as if they were.

#include <string>
#include <string_view>

namespace cuttings {

/// `text` with numeric references and the common named ones decoded (twice-escaped text too: two
/// rounds), and tags like <em> dropped. Others stay as they are. O(n).
std::string decode_character_references(std::string_view text);

}  // namespace cuttings
