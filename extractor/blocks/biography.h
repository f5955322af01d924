#pragma once
// Biography: lines that say what an author does, in the words of biography_words.inc.

#include <string_view>

namespace cuttings {

/// True for " is a reporter in Northport." and ", 41, covers water.": what follows an author's name
/// tells what that person does for a living. Any thread. O(1): the first 160 bytes are read.
bool tells_occupation(std::string_view after_name);

}  // namespace cuttings
