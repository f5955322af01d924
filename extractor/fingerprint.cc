#include "extractor/fingerprint.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <xxhash.h>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kShingle = 3;  // words; chosen by hand, measured in docs/decisions/0052

enum class Role { kOutside, kWord, kOwnWord };

bool is_spaceless_script(UChar32 c) {
  UErrorCode error = U_ZERO_ERROR;
  switch (uscript_getScript(c, &error)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

Role role_of(char32_t c) {
  if (c < 0x80) {
    const char ascii = static_cast<char>(c);
    return is_ascii_alpha(ascii) || is_ascii_digit(ascii) ? Role::kWord : Role::kOutside;
  }
  const auto point = static_cast<UChar32>(c);
  constexpr unsigned kWordMask = U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK;
  if ((U_GET_GC_MASK(point) & kWordMask) == 0) return Role::kOutside;
  return c >= 0xe00 && is_spaceless_script(point) ? Role::kOwnWord : Role::kWord;
}

/// A hash a word, in order.
std::vector<std::uint64_t> word_hashes(std::string_view text) {
  const std::string folded = fold_case(text);
  std::vector<std::uint64_t> hashes;
  std::size_t begin = 0, end = 0;  // the word being read
  const auto finish = [&] {
    if (end > begin) hashes.push_back(XXH3_64bits(folded.data() + begin, end - begin));
  };
  for (std::size_t i = 0; i < folded.size();) {
    const CodePoint point = decode_code_point(folded, i);
    const Role role = role_of(point.value);
    if (role != Role::kWord || end != i) {
      finish();
      begin = end = i;
    }
    i += point.length;
    if (role == Role::kOutside) {
      begin = end = i;
    } else {
      end = i;
    }
    if (role == Role::kOwnWord) {
      finish();
      begin = end = i;
    }
  }
  finish();
  return hashes;
}

}  // namespace

std::uint64_t simhash(std::string_view text) {
  const std::vector<std::uint64_t> words = word_hashes(text);
  if (words.empty()) return 0;
  const std::size_t width = std::min(kShingle, words.size());
  std::array<int, 64> votes{};
  for (std::size_t i = 0; i + width <= words.size(); ++i) {
    const std::uint64_t shingle = XXH3_64bits(&words[i], width * sizeof words[i]);
    for (std::size_t bit = 0; bit < votes.size(); ++bit) {
      votes[bit] += ((shingle >> bit) & 1) != 0 ? 1 : -1;
    }
  }
  std::uint64_t hash = 0;
  for (std::size_t bit = 0; bit < votes.size(); ++bit) {
    if (votes[bit] > 0) hash |= std::uint64_t{1} << bit;
  }
  return hash;
}

std::string fingerprint(std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  const std::uint64_t hash = simhash(text);
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += kHex[(hash >> shift) & 15];
  return out;
}

int hamming_distance(std::uint64_t a, std::uint64_t b) { return std::popcount(a ^ b); }

}  // namespace cuttings
