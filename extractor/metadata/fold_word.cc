#include "extractor/metadata/fold_word.h"

#include <algorithm>

#include "config/base/text.h"

namespace cuttings {

std::string fold_word(std::string_view word) {
  if (std::all_of(word.begin(), word.end(), [](char c) { return (c & 0x80) == 0; }))
    return to_ascii_lower(word);
  std::string out;
  for (std::size_t i = 0; i < word.size();) {
    auto [c, length] = decode_code_point(word, i);
    i += length;
    if (c < 0x80)
      c = static_cast<unsigned char>(to_ascii_lower(static_cast<char>(c)));
    else if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
             (c >= 0x410 && c <= 0x42F))
      c += 32;
    else if (c == 0x130 || c == 0x131)  // Turkish capitals mix the two: "KASIM", "GİRİŞ"
      c = 'i';
    else if (c >= 0x400 && c <= 0x40F)
      c += 80;
    else if (c >= 0x100 && c <= 0x137)
      c |= 1;
    else if (c >= 0x14A && c <= 0x177)
      c |= 1;
    else if (c >= 0x139 && c <= 0x148 && c % 2 == 1)
      ++c;
    else if (c == 0x179 || c == 0x17B || c == 0x17D)
      ++c;
    append_utf8(out, c);
  }
  return out;
}

}  // namespace cuttings
