#pragma once
// Lower case for the words of by-lines and dates; fold_case() of config/base folds all of Unicode,
// at ICU's cost per word.

#include <string>
#include <string_view>

namespace cuttings {

/// `text` in lower case: Latin, Greek and Cyrillic letters, a code point for a code point; all
/// others stay; the Turkish dotless i is i. The tables of month names, by-words, roles and agencies
/// are folded so.
std::string fold_word(std::string_view text);

}  // namespace cuttings
