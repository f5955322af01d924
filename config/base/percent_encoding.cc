#include "config/base/percent_encoding.h"

#include <array>
#include <cstdint>

namespace cuttings {
namespace {

using ByteFlags = std::array<std::uint8_t, 256>;

constexpr std::uint8_t flag(PercentEncodeSet set) {
  return static_cast<std::uint8_t>(1u << static_cast<unsigned>(set));
}

constexpr void add(ByteFlags& flags, PercentEncodeSet set, std::string_view bytes) {
  for (const char c : bytes) flags[static_cast<std::uint8_t>(c)] |= flag(set);
}

/// Adds to `set` everything that `smaller` holds.
constexpr void extend(ByteFlags& flags, PercentEncodeSet set, PercentEncodeSet smaller) {
  for (std::uint8_t& f : flags)
    if ((f & flag(smaller)) != 0) f |= flag(set);
}

/// https://url.spec.whatwg.org/#c0-control-percent-encode-set and the sets after it, in their
/// order.
constexpr ByteFlags make_flags() {
  using enum PercentEncodeSet;
  ByteFlags flags{};
  for (std::size_t i = 0; i < flags.size(); ++i)
    if (i < 0x20 || i > 0x7E) flags[i] |= flag(kC0Control);
  extend(flags, kFragment, kC0Control), add(flags, kFragment, " \"<>`");
  extend(flags, kQuery, kC0Control), add(flags, kQuery, " \"#<>");
  extend(flags, kSpecialQuery, kQuery), add(flags, kSpecialQuery, "'");
  extend(flags, kPath, kQuery), add(flags, kPath, "?^`{}");
  extend(flags, kUserinfo, kPath), add(flags, kUserinfo, "/:;=@[\\]|");
  extend(flags, kComponent, kUserinfo), add(flags, kComponent, "$%&+,");
  return flags;
}

constexpr ByteFlags kFlags = make_flags();

}  // namespace

bool is_percent_encoded(char byte, PercentEncodeSet set) {
  return (kFlags[static_cast<std::uint8_t>(byte)] & flag(set)) != 0;
}

// https://url.spec.whatwg.org/#string-utf-8-percent-encode
void append_percent_encoded(std::string& out, std::string_view bytes, PercentEncodeSet set) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  for (const char c : bytes) {
    if (!is_percent_encoded(c, set)) {
      out.push_back(c);
      continue;
    }
    const auto byte = static_cast<std::uint8_t>(c);
    out += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
}

// https://url.spec.whatwg.org/#percent-decode
std::string percent_decode(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const int high = bytes[i] == '%' && i + 2 < bytes.size() ? hex_value(bytes[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(bytes[i + 2]) : -1;
    if (low < 0) {
      out.push_back(bytes[i]);
      continue;
    }
    out.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  return out;
}

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

}  // namespace cuttings
