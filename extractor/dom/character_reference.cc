#include "extractor/dom/character_reference.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <cstring>

#include "config/base/text.h"

namespace cuttings {
namespace {

struct NamedReference {
  std::string_view name;  // without '&'; with its semicolon where it needs one
  std::string_view utf8;
};

constexpr NamedReference kNamed[] = {
#define NAMED(name, utf8) {name, utf8},
#include "extractor/dom/named_references.inc"
#undef NAMED
};
constexpr std::size_t kLongestName = 32;     // "CounterClockwiseContourIntegral;"
constexpr std::size_t kLongestBareName = 6;  // "Aacute": names that need no semicolon
constexpr char32_t kLargestCodePoint = 0x10FFFF;

// "&#128;" to "&#159;" mean windows-1252:
// https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

/// Where in kNamed the names with a first letter begin and end, and the beginnings of two letters
/// that there are: most of "&" is in addresses, before what is no name.
struct NameBeginnings {
  static constexpr std::size_t kAscii = 128;

  NameBeginnings() {
    for (std::size_t i = 0; i < std::size(kNamed); ++i) {
      const auto first = static_cast<unsigned char>(kNamed[i].name[0]);
      if (ends[first] == 0) begins[first] = i;
      ends[first] = i + 1;
      pairs.set(pair_of(kNamed[i].name));
    }
  }

  /// Of the first two letters of `name`, which are ASCII.
  static std::size_t pair_of(std::string_view name) {
    return static_cast<unsigned char>(name[0]) * kAscii + static_cast<unsigned char>(name[1]);
  }

  std::array<std::size_t, kAscii> begins{}, ends{};
  std::bitset<kAscii * kAscii> pairs;
};

/// The reference called `name`, which has two letters or more.
const NamedReference* search_named(std::string_view name) {
  static const NameBeginnings kBeginnings;
  if (!kBeginnings.pairs[NameBeginnings::pair_of(name)]) return nullptr;
  const auto first = static_cast<unsigned char>(name[0]);
  const NamedReference* const end = kNamed + kBeginnings.ends[first];
  const NamedReference* const found = std::lower_bound(
      kNamed + kBeginnings.begins[first], end, name,
      [](const NamedReference& entry, std::string_view wanted) { return entry.name < wanted; });
  return found != end && found->name == name ? found : nullptr;
}

/// As search_named(); quick for the names that most references of pages have.
const NamedReference* find_named(std::string_view name) {
  static const NamedReference* const kAmp = search_named("amp;");
  static const NamedReference* const kQuot = search_named("quot;");
  static const NamedReference* const kNbsp = search_named("nbsp;");
  if (name == "amp;") return kAmp;
  if (name == "quot;") return kQuot;
  if (name == "nbsp;") return kNbsp;
  return search_named(name);
}

int digit_value(char c, unsigned base) {
  if (is_ascii_digit(c)) return c - '0';
  const char lower = to_ascii_lower(c);
  return base == 16 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

char32_t numeric_code_point(char32_t value) {
  if (value == 0) return 0xFFFD;
  if (value >= 0x80 && value < 0xA0) return kWindows1252[value - 0x80];
  return value;  // append_utf8 turns surrogates and what is past U+10FFFF into U+FFFD
}

std::size_t append_numeric(std::string& out, std::string_view source) {
  std::size_t i = 2;
  const bool is_hex = i < source.size() && (source[i] == 'x' || source[i] == 'X');
  if (is_hex) ++i;
  const unsigned base = is_hex ? 16 : 10;
  const std::size_t first_digit = i;
  char32_t value = 0;
  for (; i < source.size(); ++i) {
    const int digit = digit_value(source[i], base);
    if (digit < 0) break;
    value = std::min<char32_t>(value * base + static_cast<char32_t>(digit), kLargestCodePoint + 1);
  }
  if (i == first_digit) return 0;
  append_utf8(out, numeric_code_point(value));
  return i < source.size() && source[i] == ';' ? i + 1 : i;
}

}  // namespace

std::size_t append_reference(std::string& out, std::string_view source, ReferenceContext context) {
  if (source.size() < 3) return 0;
  if (source[1] == '#') return append_numeric(out, source);
  const std::string_view rest = source.substr(1, kLongestName + 1);
  std::size_t run = 0;
  while (run < rest.size() && is_ascii_alphanumeric(rest[run])) ++run;
  if (run > 0 && run < rest.size() && rest[run] == ';')
    if (const NamedReference* found = find_named(rest.substr(0, run + 1))) {
      out += found->utf8;
      return run + 2;
    }
  for (std::size_t length = std::min(run, kLongestBareName); length >= 2; --length) {
    const NamedReference* found = find_named(rest.substr(0, length));
    if (found == nullptr) continue;
    const char next = length < rest.size() ? rest[length] : '\0';
    if (context == ReferenceContext::kAttribute && (next == '=' || is_ascii_alphanumeric(next)))
      return 0;
    out += found->utf8;
    return length + 1;
  }
  return 0;
}

void append_decoded(std::string& out, std::string_view source, ReferenceContext context,
                    std::string_view nul) {
  while (!source.empty()) {
    const std::size_t ampersand = std::min(source.find('&'), source.size());
    append_normalized(out, source.substr(0, ampersand), nul);
    source.remove_prefix(ampersand);
    if (source.empty()) return;
    const std::size_t taken = append_reference(out, source, context);
    if (taken == 0) out += '&';
    source.remove_prefix(std::max<std::size_t>(taken, 1));
  }
}

void append_normalized(std::string& out, std::string_view source, std::string_view nul) {
  if (source.empty()) return;
  if (std::memchr(source.data(), '\r', source.size()) == nullptr &&
      std::memchr(source.data(), '\0', source.size()) == nullptr) {
    out += source;
    return;
  }
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (source[i] == '\0') {
      out += nul;
    } else if (source[i] != '\r') {
      out += source[i];
    } else {
      out += '\n';
      if (i + 1 < source.size() && source[i + 1] == '\n') ++i;
    }
  }
}

}  // namespace cuttings
