#pragma once
// Date tokens: the numbers, words and signs of a text that may hold dates.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cuttings {

/// A number, a word, or one other character of a text.
struct DateToken {
  enum Kind { kNumber, kWord, kOther } kind;
  std::string text;  ///< numbers in ASCII digits; words folded (fold_word.h)
  int value = -1;    ///< numbers of at most 8 digits
  bool is_after_space = false;
  std::size_t begin = 0, end = 0;  ///< bytes of the text
};

/// The tokens of `text` in its order, spaces left out; a character of Chinese, Japanese or Korean
/// is a word of its own. O(text).
std::vector<DateToken> date_tokens(std::string_view text);

/// 0-9 for a digit of ASCII, of the scripts of India, the Arabs and South East Asia, and of full
/// width; -1 for others.
int digit_value(char32_t c);

}  // namespace cuttings
