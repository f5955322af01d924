#pragma once
// Names of features that are made, not written: "class_3", "up2_words".

#include <string_view>

namespace cuttings {

/// Stem, number and leaf as one name that stays to the end of the program. Any thread, but slow:
/// only while a list of names is recorded, once.
std::string_view made_name(std::string_view stem, int number, std::string_view leaf = {});

}  // namespace cuttings
