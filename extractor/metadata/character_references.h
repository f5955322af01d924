#pragma once
// Character references in texts that are not HTML but were escaped as if they were.

#include <string>
#include <string_view>

namespace cuttings {

/// `text` with references decoded as in an attribute (extractor/dom/character_reference.h; two
/// rounds, for twice-escaped text), and tags like <em> dropped. O(n).
std::string decode_character_references(std::string_view text);

}  // namespace cuttings
