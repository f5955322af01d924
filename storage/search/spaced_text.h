#pragma once
// spaced_text(): text of scripts without spaces between words, made ready for an index of words.

#include <string>
#include <string_view>

namespace cuttings {

/// True when `text` (valid UTF-8) holds Korean or a script without spaces between words. O(n).
bool has_unspaced_script(std::string_view text);

/// `text` (valid UTF-8) with a space before and behind each character of those scripts, so that
/// each is a word of its own and a row of them is a phrase: "T恤x" -> "T 恤 x", with more than one
/// space where two stand side by side. O(n).
std::string spaced_text(std::string_view text);

}  // namespace cuttings
