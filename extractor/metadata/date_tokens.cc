#include "extractor/metadata/date_tokens.h"

#include <charconv>

#include "config/base/text.h"
#include "config/base/utf8.h"
#include "extractor/metadata/fold_word.h"

namespace cuttings {
namespace {

bool is_letter(char32_t c) {
  if (c < 0x80) return is_ascii_alpha(static_cast<char>(c));
  return c >= 0xAA && c != 0xB7 && c != 0xD7 && c != 0xBA && c != 0xAB && c != 0xBB &&
         !(c >= 0x2000 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3040) && !is_space_code_point(c) &&
         c != 0x60C && c < 0x1F000;
}

bool is_cjk(char32_t c) { return (c >= 0x3040 && c < 0xA000) || (c >= 0xAC00 && c < 0xD7B0); }

}  // namespace

int digit_value(char32_t c) {
  static constexpr char32_t kZeros[] = {
      U'0',      U'\u0660', U'\u06F0', U'\u0966', U'\u09E6', U'\u0A66', U'\u0AE6', U'\u0BE6',
      U'\u0C66', U'\u0CE6', U'\u0D66', U'\u0E50', U'\u0ED0', U'\u1040', U'\u17E0', U'\uFF10'};
  for (const char32_t zero : kZeros)
    if (c >= zero && c <= zero + 9) return static_cast<int>(c - zero);
  return -1;
}

std::vector<DateToken> date_tokens(std::string_view text) {
  std::vector<DateToken> tokens;
  bool is_after_space = true;
  const DateToken* open = nullptr;  // the token that the next letter or digit may continue
  for (std::size_t i = 0; i < text.size();) {
    const auto [c, length] = decode_code_point(text, i);
    const std::size_t begin = i;
    i += length;
    if (is_space_code_point(c) || c == 0x200F || c == 0x200E || c == 0xAD) {
      is_after_space = true, open = nullptr;
      continue;
    }
    const int digit = digit_value(c);
    const DateToken::Kind kind = digit >= 0     ? DateToken::kNumber
                                 : is_letter(c) ? DateToken::kWord
                                                : DateToken::kOther;
    if (open == nullptr || kind != tokens.back().kind || kind == DateToken::kOther || is_cjk(c))
      tokens.push_back({kind, {}, -1, is_after_space, begin, i});
    tokens.back().end = i;
    if (digit >= 0)
      tokens.back().text += static_cast<char>('0' + digit);
    else
      append_utf8(tokens.back().text, c);
    open = is_cjk(c) ? nullptr : &tokens.back();
    is_after_space = false;
  }
  for (DateToken& token : tokens) {
    if (token.kind == DateToken::kWord) token.text = fold_word(token.text);
    if (token.kind == DateToken::kNumber && token.text.size() <= 8)
      std::from_chars(token.text.data(), token.text.data() + token.text.size(), token.value);
  }
  return tokens;
}

}  // namespace cuttings
