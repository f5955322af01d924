#include "storage/search/spaced_text.h"

#include "config/base/script.h"
#include "config/base/utf8.h"

namespace cuttings {
namespace {

bool is_single_word(char32_t c) {
  return is_unspaced_script(c) || (c >= 0xAC00 && c <= 0xD7A3);  // Hangul syllables
}

}  // namespace

bool has_unspaced_script(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    i += ascii_prefix_length(text.substr(i));
    if (i == text.size()) break;
    const CodePoint point = decode_code_point(text, i);
    if (is_single_word(point.value)) return true;
    i += point.length;
  }
  return false;
}

std::string spaced_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = decode_code_point(text, 0);
    const std::string_view character = text.substr(0, point.length);
    if (is_single_word(point.value))
      out.append(" ").append(character).append(" ");
    else
      out += character;
    text.remove_prefix(point.length);
  }
  return out;
}

}  // namespace cuttings
