#pragma once
// What a code point is to one who looks for words.

namespace cuttings {

/// Scripts written without spaces between words: Han, Hiragana, Katakana, Thai.
constexpr bool is_unspaced_script(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0E7F) || (c >= 0x3005 && c <= 0x3007) ||
         (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

/// Letters, marks and numbers of any script (Unicode's general categories L, M, N).
bool is_word_code_point(char32_t c);

}  // namespace cuttings
