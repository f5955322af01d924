#pragma once
// UTF-8: checking, mending, decoding, counting. Fast on ASCII, which most of a page is.

#include <cstddef>
#include <string>
#include <string_view>

namespace cuttings {

/// The number of leading bytes of `bytes` that are ASCII. O(n), eight bytes at a time.
std::size_t ascii_prefix_length(std::string_view bytes);

/// True when `bytes` is well-formed UTF-8 (no overlong forms, no surrogates, nothing past
/// U+10FFFF): Unicode 15, table 3-7. O(n).
bool is_valid_utf8(std::string_view bytes);

/// `bytes` with each maximal ill-formed part replaced by U+FFFD, as the Encoding standard's UTF-8
/// decoder does (https://encoding.spec.whatwg.org/#utf-8-decoder); a BOM stays. O(n).
std::string to_valid_utf8(std::string_view bytes);

/// One code point; `length` is its bytes in UTF-8 (1-4).
struct CodePoint {
  char32_t value;
  std::size_t length;
};

/// The code point at `offset` (< text.size()) of valid UTF-8. On ill-formed input the value means
/// nothing, but no byte outside `text` is read and offset + length stays within it.
inline CodePoint decode_code_point(std::string_view text, std::size_t offset) {
  const auto at = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[offset + i]));
  };
  const auto tail = [&](std::size_t i) { return at(i) & 0x3F; };
  const char32_t lead = at(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t left = text.size() - offset;
  if (lead < 0xE0 && left >= 2) return {(lead & 0x1F) << 6 | tail(1), 2};
  if (lead < 0xF0 && left >= 3) return {(lead & 0x0F) << 12 | tail(1) << 6 | tail(2), 3};
  if (left >= 4) return {(lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4};
  return {0xFFFD, 1};
}

/// Appends the UTF-8 of `code_point`; U+FFFD for a surrogate or a value past U+10FFFF.
void append_utf8(std::string& out, char32_t code_point);

/// The number of code points of valid UTF-8. O(n).
std::size_t count_code_points(std::string_view text);

}  // namespace cuttings
