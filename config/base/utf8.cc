#include "config/base/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace cuttings {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080u;

std::uint64_t load_word(const char* bytes) {
  std::uint64_t word;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

/// What stands at one place of the bytes: a whole sequence, or a maximal ill-formed part.
struct Sequence {
  std::size_t length;
  bool is_well_formed;
};

/// The range of the byte after `lead` (Unicode 15, table 3-7).
struct ByteRange {
  std::uint8_t low = 0x80, high = 0xBF;
};
ByteRange second_byte_range(std::uint8_t lead) {
  switch (lead) {
    case 0xE0:
      return {0xA0, 0xBF};
    case 0xED:
      return {0x80, 0x9F};
    case 0xF0:
      return {0x90, 0xBF};
    case 0xF4:
      return {0x80, 0x8F};
    default:
      return {};
  }
}

Sequence sequence_at(std::string_view bytes, std::size_t offset) {
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[offset + i]); };
  const std::uint8_t lead = at(0);
  if (lead < 0x80) return {1, true};
  if (lead < 0xC2 || lead > 0xF4) return {1, false};
  const std::size_t need = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const std::size_t left = bytes.size() - offset;
  ByteRange range = second_byte_range(lead);
  for (std::size_t i = 1; i < need; ++i) {
    if (i >= left || at(i) < range.low || at(i) > range.high) return {i, false};
    range = {};
  }
  return {need, true};
}

/// The number of leading bytes that are well-formed UTF-8.
std::size_t valid_prefix_length(std::string_view bytes) {
  std::size_t i = 0;
  while (i < bytes.size()) {
    if (static_cast<std::uint8_t>(bytes[i]) < 0x80) {
      i += ascii_prefix_length(bytes.substr(i));
      continue;
    }
    const Sequence sequence = sequence_at(bytes, i);
    if (!sequence.is_well_formed) return i;
    i += sequence.length;
  }
  return i;
}

}  // namespace

std::size_t ascii_prefix_length(std::string_view bytes) {
  std::size_t i = 0;
  for (; i + 32 <= bytes.size(); i += 32) {
    const char* p = bytes.data() + i;
    const std::uint64_t any =
        load_word(p) | load_word(p + 8) | load_word(p + 16) | load_word(p + 24);
    if ((any & kHighBits) != 0) break;
  }
  while (i + 8 <= bytes.size() && (load_word(bytes.data() + i) & kHighBits) == 0) i += 8;
  while (i < bytes.size() && static_cast<std::uint8_t>(bytes[i]) < 0x80) ++i;
  return i;
}

bool is_valid_utf8(std::string_view bytes) { return valid_prefix_length(bytes) == bytes.size(); }

std::string to_valid_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (;;) {
    const std::size_t valid = valid_prefix_length(bytes);
    out.append(bytes.substr(0, valid));
    bytes.remove_prefix(valid);
    if (bytes.empty()) return out;
    bytes.remove_prefix(sequence_at(bytes, 0).length);
    out += "\uFFFD";
  }
}

void append_utf8(std::string& out, char32_t c) {
  char bytes[4];
  std::size_t size = 0;
  const auto put = [&](char32_t byte) { bytes[size++] = static_cast<char>(byte); };
  const auto put_tail = [&](int shift) { put(0x80 | ((c >> shift) & 0x3F)); };
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put_tail(6);
  } else {
    put(0xF0 | (c >> 18));
    put_tail(12);
    put_tail(6);
  }
  if (c >= 0x80) put_tail(0);
  out.append(bytes, size);
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<std::uint8_t>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace cuttings
