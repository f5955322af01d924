#include "extractor/metadata/correction_note.h"
#include "extractor/metadata/fold_word.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::string_view kBeginnings[] = {
#define CORRECTION(words) words,
#include "extractor/metadata/correction_words.inc"
#undef CORRECTION
};

std::uint8_t first_byte(std::string_view text) {
  return static_cast<std::uint8_t>(to_ascii_lower(text.front()));
}

bool is_known_first_byte(std::uint8_t byte) {
  static const auto kFirst = [] {
    std::array<bool, 256> first{};
    for (const std::string_view words : kBeginnings) first[first_byte(words)] = true;
    return first;
  }();
  return kFirst[byte] || byte >= 0xC0;  // capitals outside ASCII fold to other bytes
}

}  // namespace

bool may_begin_correction(std::string_view text) {
  constexpr std::size_t kPrefix = 4;  // bytes compared where they are ASCII
  if (text.size() < kPrefix || !is_known_first_byte(first_byte(text))) return false;
  if ((text.front() & 0x80) != 0) return true;
  return std::any_of(std::begin(kBeginnings), std::end(kBeginnings), [&](std::string_view words) {
    std::size_t same = 0;
    while (same < kPrefix && to_ascii_lower(text[same]) == words[same]) ++same;
    return same == kPrefix || (text[same] & 0x80) != 0;
  });
}

bool is_correction_note(std::string_view text) {
  constexpr std::size_t kLongest = 120;  // bytes; the longest beginning is shorter
  std::string folded = fold_word(trim_ascii(text).substr(0, kLongest));
  folded = replace_all(folded, "’", "'");
  return std::any_of(std::begin(kBeginnings), std::end(kBeginnings),
                     [&](std::string_view words) { return folded.starts_with(words); });
}

}  // namespace cuttings
