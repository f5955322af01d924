#include "extractor/blocks/text_shape.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "config/base/text.h"

namespace cuttings {
namespace {

bool is_sentence_end(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 ||
         c == 0xFF1F || c == 0x061F || c == 0x06D4 || c == 0x0964 || c == 0xFF0E;
}
bool is_wide_sentence_end(char32_t c) {
  return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF0E;
}
bool is_comma(char32_t c) {
  return c == ',' || c == ';' || c == 0x060C || c == 0x3001 || c == 0xFF0C || c == 0x061B;
}
bool is_separator(char32_t c) {
  return c == '|' || c == 0xB7 || c == 0x2022 || c == 0xBB || c == 0x203A || c == '/' || c == '>';
}
bool is_closing(char32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == 0xBB ||
         c == 0x300D || c == 0x201C;
}
bool is_opening_quote(char32_t c) {
  return c == '"' || c == '\'' || c == 0x201C || c == 0x201E || c == 0xAB || c == 0x2018 ||
         c == 0x300C;
}
bool is_currency(char32_t c) {
  return c == '$' || c == 0xA3 || c == 0x20AC || c == 0xA5 || c == 0x20B9;
}

enum class Kind { kOther, kLower, kUpper, kLetter, kDigit, kSpace };

Kind kind_of(char32_t c) {
  if (c < 0x80) {
    if (c >= 'a' && c <= 'z') return Kind::kLower;
    if (c >= 'A' && c <= 'Z') return Kind::kUpper;
    if (c >= '0' && c <= '9') return Kind::kDigit;
    return c == ' ' ? Kind::kSpace : Kind::kOther;
  }
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  if (mask & U_GC_LU_MASK) return Kind::kUpper;
  if (mask & U_GC_LL_MASK) return Kind::kLower;
  if (mask & (U_GC_L_MASK | U_GC_M_MASK)) return Kind::kLetter;
  return mask & U_GC_ND_MASK ? Kind::kDigit : Kind::kOther;
}

/// The end of the run of ASCII lower-case letters that begins at `i`: most of most texts.
std::size_t skip_lower(std::string_view text, std::size_t i) {
  while (i < text.size() && text[i] >= 'a' && text[i] <= 'z') ++i;
  return i;
}

/// Follows digits for years and clock times.
struct NumberWatch {
  std::uint32_t value = 0, length = 0;
  bool after_colon = false;

  bool is_idle() const { return length == 0 && !after_colon; }

  void feed(char32_t c, Kind kind, TextShape& shape) {
    if (kind == Kind::kDigit && c < 0x80) {
      value = value * 10 + (c - '0');
      if (++length > 9) value = 0;
      return;
    }
    if (length == 4 && value >= 1900 && value <= 2099) shape.has_year = true;
    if (length == 2 && after_colon && value < 60) shape.has_clock_time = true;
    after_colon = (c == ':' || c == '.' || c == 'h') && (length == 1 || length == 2) && value < 25;
    value = length = 0;
  }
};

void describe_end(std::string_view text, TextShape& shape) {
  std::size_t end = text.size();
  while (end > 0) {
    std::size_t begin = end - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    const char32_t c = decode_code_point(text, begin).value;
    if (!is_closing(c)) {
      shape.ends_sentence = is_sentence_end(c);
      shape.ends_colon = c == ':' || c == 0xFF1A;
      shape.ends_question = c == '?' || c == 0xFF1F || c == 0x061F;
      shape.ends_ellipsis = c == 0x2026 || (end >= 3 && text.substr(end - 3, 3) == "...");
      return;
    }
    end = begin;
  }
}

}  // namespace

TextShape measure_text(std::string_view text) {
  TextShape shape;
  NumberWatch numbers;
  std::uint32_t word = 0;
  bool word_upper = false, pending_end = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const CodePoint point = byte < 0x80 ? CodePoint{byte, 1} : decode_code_point(text, i);
    const char32_t c = point.value;
    const Kind kind = kind_of(c);
    if (i == 0) {
      shape.begins_upper = kind == Kind::kUpper, shape.begins_lower = kind == Kind::kLower;
      shape.begins_digit = kind == Kind::kDigit, shape.begins_quote = is_opening_quote(c);
    }
    i += point.length;
    ++shape.code_points;
    if (kind == Kind::kDigit || !numbers.is_idle()) numbers.feed(c, kind, shape);
    if (kind == Kind::kLower || kind == Kind::kUpper || kind == Kind::kLetter) {
      shape.uppercase += kind == Kind::kUpper;
      if (word == 0) word_upper = kind == Kind::kUpper;
      pending_end = false;
      const std::size_t end = numbers.is_idle() ? skip_lower(text, i) : i;
      const auto more = static_cast<std::uint32_t>(end - i);
      shape.code_points += more;
      shape.letters += more + 1;
      word += more + 1;
      i = end;
      continue;
    }
    if (word > 0) {
      shape.short_words += word <= 3, shape.capitalised_words += word_upper;
      shape.longest_word = std::max(shape.longest_word, word);
      word = 0;
    }
    if (kind == Kind::kSpace) {
      shape.sentence_ends += pending_end, ++shape.spaces;
      pending_end = false;
      continue;
    }
    if (kind == Kind::kDigit) ++shape.digits;
    if (is_wide_sentence_end(c))
      ++shape.sentence_ends;
    else if (is_sentence_end(c))
      pending_end = true;
    else if (!is_closing(c))
      pending_end = false;
    shape.commas += is_comma(c), shape.separators += is_separator(c),
        shape.currency += is_currency(c);
    if (c == '@') shape.has_at_sign = true;
    if (c == 0xA9) shape.has_copyright = true;
  }
  numbers.feed(' ', Kind::kSpace, shape);
  if (word > 0) {
    shape.short_words += word <= 3, shape.capitalised_words += word_upper;
    shape.longest_word = std::max(shape.longest_word, word);
  }
  shape.sentence_ends += pending_end;
  shape.has_url =
      text.find("://") != std::string_view::npos || text.find("www.") != std::string_view::npos;
  describe_end(text, shape);
  return shape;
}

}  // namespace cuttings
