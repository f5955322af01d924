#pragma once
// TextShape: what one pass over a block's text counts, whatever the language.

#include <cstdint>
#include <string_view>

namespace cuttings {

struct TextShape {
  std::uint32_t code_points = 0;
  std::uint32_t letters = 0, uppercase = 0, digits = 0, spaces = 0;
  std::uint32_t sentence_ends =
      0;  ///< . ! ? and their likes in other scripts, before a space or the end
  std::uint32_t commas = 0;
  std::uint32_t separators = 0;  ///< | · • » › / >
  std::uint32_t currency = 0;
  std::uint32_t short_words =
      0;  ///< words of at most three letters: function words in most languages
  std::uint32_t capitalised_words = 0;
  std::uint32_t longest_word = 0;  ///< code points
  bool has_year = false;           ///< a number 1900-2099
  bool has_clock_time = false;     ///< 8:10, 08.10
  bool has_at_sign = false, has_copyright = false, has_url = false;
  bool begins_upper = false, begins_digit = false, begins_quote = false, begins_lower = false;
  bool ends_sentence = false, ends_colon = false, ends_ellipsis = false, ends_question = false;
};

/// Counts over valid UTF-8 with collapsed white space. O(bytes), no allocation.
TextShape measure_text(std::string_view text);

}  // namespace cuttings
