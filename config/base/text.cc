#include "config/base/text.h"

#include <unicode/ucasemap.h>

#include <algorithm>
#include <bit>
#include <cstdint>

#include "config/base/byte_masks.h"
#include "config/base/script.h"

namespace cuttings {
namespace {

bool is_control(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0) ||
         (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

bool is_plain_ascii(char c) { return (c >= 0x20 && c < 0x7F) || c == '\t' || c == '\n'; }

bool is_bidi_control(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

bool is_ascii_word_byte(char c) {
  return static_cast<unsigned char>(c) > ' ' && static_cast<unsigned char>(c) < 0x80;
}

/// The first place from `i` on that is no white space.
std::size_t skip_spaces(std::string_view text, std::size_t i) {
  while (i < text.size()) {
    const CodePoint c = decode_code_point(text, i);
    if (!is_space_code_point(c.value)) break;
    i += c.length;
  }
  return i;
}

/// The end of the words from `i` on that single spaces part, so that they can be copied at once.
std::size_t skip_words(std::string_view text, std::size_t i) {
  while (i < text.size()) {
    if (is_ascii_word_byte(text[i])) {
      ++i;
      continue;
    }
    const bool is_single_space =
        text[i] == ' ' && i + 1 < text.size() && is_ascii_word_byte(text[i + 1]);
    if (is_single_space) {
      i += 2;
      continue;
    }
    const CodePoint c = decode_code_point(text, i);
    if (is_space_code_point(c.value)) break;
    i += c.length;
  }
  return i;
}

/// How far it is to the next long run of ASCII, or to the end.
std::size_t mixed_prefix_length(std::string_view text) {
  constexpr std::size_t kLongRun = 32;  // bytes; less is not worth a call of ICU more
  std::size_t length = 0;
  while (length < text.size()) {
    const std::size_t ascii = ascii_prefix_length(text.substr(length));
    if (ascii >= kLongRun) break;
    length += ascii;
    while (length < text.size() && (text[length] & 0x80) != 0) ++length;
  }
  return length;
}

/// Appends `text`, which begins and ends at characters, folded by ICU.
void append_folded(std::string& out, std::string_view text) {
  if (text.empty()) return;
  UErrorCode error = U_ZERO_ERROR;
  static const UCaseMap* const kRootMap = ucasemap_open("", U_FOLD_CASE_DEFAULT, &error);
  const std::size_t begin = out.size();
  const auto fold_into = [&](std::size_t room) {
    out.resize(begin + room);
    error = U_ZERO_ERROR;
    return ucasemap_utf8FoldCase(kRootMap, out.data() + begin, static_cast<std::int32_t>(room),
                                 text.data(), static_cast<std::int32_t>(text.size()), &error);
  };
  std::int32_t size = fold_into(text.size() + text.size() / 2 + 16);
  if (error == U_BUFFER_OVERFLOW_ERROR)  // folding may lengthen: U+0390 becomes three letters
    size = fold_into(static_cast<std::size_t>(size) + 1);
  out.resize(begin + static_cast<std::size_t>(std::max(size, 0)));
}

}  // namespace

bool is_space_code_point(char32_t c) {
  if (c < 0x80) return is_ascii_space(static_cast<char>(c)) || c == '\v';
  return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

std::string to_ascii_lower(std::string_view text) {
  std::string out;
  append_ascii_lower(out, text);
  return out;
}

void append_ascii_lower(std::string& out, std::string_view text) {
  const std::size_t begin = out.size();
  out += text;
  char* const copy = out.data() + begin;
  std::size_t i = 0;
  for (; i + Bytes16::kSize <= text.size(); i += Bytes16::kSize)
    Bytes16::load(text, i).store_lower(copy + i);
  for (; i < text.size(); ++i) copy[i] = to_ascii_lower(text[i]);
}

bool equals_ignoring_ascii_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && starts_with_ignoring_ascii_case(a, b);
}

bool starts_with_ignoring_ascii_case(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i)
    if (to_ascii_lower(text[i]) != to_ascii_lower(prefix[i])) return false;
  return true;
}

bool contains_ignoring_ascii_case(std::string_view haystack, std::string_view needle) {
  for (std::size_t i = 0; i + needle.size() <= haystack.size(); ++i)
    if (starts_with_ignoring_ascii_case(haystack.substr(i), needle)) return true;
  return false;
}

std::string fold_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t ascii = ascii_prefix_length(text);
    append_ascii_lower(out, text.substr(0, ascii));
    text.remove_prefix(ascii);
    const std::size_t mixed = mixed_prefix_length(text);
    append_folded(out, text.substr(0, mixed));
    text.remove_prefix(mixed);
  }
  return out;
}

std::string_view trim_ascii(std::string_view text) {
  while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string collapse_whitespace(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t begin = skip_spaces(text, i);
    i = skip_words(text, begin);
    if (begin == i) break;
    if (!out.empty()) out.push_back(' ');
    out.append(text, begin, i - begin);
  }
  return out;
}

std::string without_soft_hyphens(std::string text) {
  static constexpr std::string_view kSoftHyphen = "\xC2\xAD";
  if (text.find(kSoftHyphen) == std::string::npos) return text;
  return replace_all(text, kSoftHyphen, "");
}

std::string remove_controls(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_plain_ascii(text[end])) ++end;
    out.append(text, i, end - i);
    if (end == text.size()) break;
    const CodePoint c = decode_code_point(text, end);
    if (!is_control(c.value)) out.append(text, end, c.length);
    i = end + c.length;
  }
  return out;
}

std::string escape_for_terminal(std::string_view text, LineMode mode) {
  static constexpr char kHex[] = "0123456789abcdef";
  // A byte that opens a character would hide the ESC behind it.
  if (!is_valid_utf8(text)) return escape_for_terminal(to_valid_utf8(text), mode);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = decode_code_point(text, i);
    const bool is_kept_line = mode == LineMode::kKeepLines && (c.value == '\n' || c.value == '\t');
    if (!is_kept_line && (c.value < 0x20 || (c.value >= 0x7F && c.value < 0xA0))) {
      out += {'\\', 'x', kHex[(c.value >> 4) & 15], kHex[c.value & 15]};
    } else if (is_bidi_control(c.value)) {
      out += "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) out.push_back(kHex[(c.value >> shift) & 15]);
    } else {
      out.append(text, i, c.length);
    }
    i += c.length;
  }
  return out;
}

namespace {

/// Counts the words that begin in 16 bytes of plain ASCII and says whether the last goes on; false
/// where a look at each character is needed.
bool count_words_of_ascii(const Bytes16& bytes, std::size_t& words, bool& in_word) {
  const auto [alphanumeric, not_ascii] = bytes.masks();
  const std::uint32_t apostrophes = bytes.equal_to('\'');
  if (not_ascii != 0 || (apostrophes & apostrophes << 1) != 0) return false;
  const auto after = [&](std::uint32_t mask) { return mask << 1 | (in_word ? 1u : 0u); };
  const std::uint32_t in = alphanumeric | (apostrophes & after(alphanumeric));
  words += static_cast<std::size_t>(std::popcount(in & ~after(in)));
  in_word = (in >> (Bytes16::kSize - 1) & 1) != 0;
  return true;
}

}  // namespace

std::size_t count_words(std::string_view text) {
  std::size_t words = 0, unspaced = 0;
  bool in_word = false;
  for (std::size_t i = 0, slow_until = 0; i < text.size();) {
    if (unspaced == 0 && i >= slow_until) {  // most of most pages
      const bool is_counted = count_words_of_ascii(Bytes16::load(text, i), words, in_word);
      (is_counted ? i : slow_until) = i + Bytes16::kSize;
      if (is_counted) continue;
    }
    const CodePoint c = decode_code_point(text, i);
    i += c.length;
    const bool is_unspaced = is_unspaced_script(c.value);
    if (is_unspaced) {
      ++unspaced;
    } else {
      words += (unspaced + 1) / 2;
      unspaced = 0;
    }
    const bool is_word = !is_unspaced && (is_word_code_point(c.value) ||
                                          (in_word && (c.value == '\'' || c.value == 0x2019)));
    if (is_word && !in_word) ++words;
    in_word = is_word;
  }
  return words + (unspaced + 1) / 2;
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& part : parts) {
    if (&part != parts.data()) out += between;
    out += part;
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
  if (from.empty()) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (;;) {
    const std::size_t at = text.find(from);
    out += text.substr(0, at);
    if (at == std::string_view::npos) return out;
    out += to;
    text.remove_prefix(at + from.size());
  }
}

}  // namespace cuttings
