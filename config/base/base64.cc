#include "config/base/base64.h"

#include <array>
#include <cstdint>

namespace cuttings {
namespace {

constexpr std::array<std::int8_t, 256> kBase64 = [] {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int8_t>(i);
  return values;
}();

std::int32_t value_of(char c) { return kBase64[static_cast<unsigned char>(c)]; }

/// Decodes groups of four until one has another character; how many characters those were.
std::size_t decode_groups(std::string_view text, std::string& out) {
  out.resize(text.size() / 4 * 3);
  std::size_t from = 0, to = 0;
  for (; from + 4 <= text.size(); from += 4, to += 3) {
    const std::int32_t bits = value_of(text[from]) << 18 | value_of(text[from + 1]) << 12 |
                              value_of(text[from + 2]) << 6 | value_of(text[from + 3]);
    if (bits < 0) break;  // one of them was -1
    out[to] = static_cast<char>(bits >> 16);
    out[to + 1] = static_cast<char>(bits >> 8);
    out[to + 2] = static_cast<char>(bits);
  }
  out.resize(to);
  return from;
}

}  // namespace

std::string decode_base64(std::string_view text) {
  text = text.substr(0, text.find('='));
  std::string out;
  text.remove_prefix(decode_groups(text, out));
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::int32_t value = value_of(c);
    if (value < 0) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xFF);
  }
  return out;
}

}  // namespace cuttings
