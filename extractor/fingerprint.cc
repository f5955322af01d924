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

/// Of a character outside ASCII.
Role role_of(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  constexpr unsigned kWordMask = U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK;
  if ((U_GET_GC_MASK(point) & kWordMask) == 0) return Role::kOutside;
  return c >= 0xe00 && is_spaceless_script(point) ? Role::kOwnWord : Role::kWord;
}

/// A hash a word, in order.
std::vector<std::uint64_t> word_hashes(std::string_view text) {
  const std::string folded = fold_case(text);
  std::vector<std::uint64_t> hashes;
  constexpr std::size_t kMeanWord = 5;  // bytes with the space, on the safe side
  hashes.reserve(text.size() / kMeanWord);
  std::size_t begin = 0, end = 0;  // the word being read
  const auto finish = [&] {
    if (end > begin) hashes.push_back(XXH3_64bits(folded.data() + begin, end - begin));
  };
  for (std::size_t i = 0; i < folded.size();) {
    if ((folded[i] & 0x80) == 0) {  // most bytes
      const bool goes_on = is_ascii_alphanumeric(folded[i]);
      if (!goes_on) finish();
      end = ++i;
      if (!goes_on) begin = i;
      continue;
    }
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

/// Counts, for each of 64 bits, in how many numbers it is set.
class BitVotes {
 public:
  void add(std::uint64_t number) {
    for (std::size_t byte = 0; byte < kBytes; ++byte)
      small_[byte] += kSpread[(number >> (8 * byte)) & 0xFF];
    if (++pending_ == 255) flush();
  }

  /// The bits that more than half of the numbers have set.
  std::uint64_t majority() {
    flush();
    std::uint64_t bits = 0;
    for (std::size_t bit = 0; bit < counts_.size(); ++bit)
      if (2 * counts_[bit] > total_) bits |= std::uint64_t{1} << bit;
    return bits;
  }

 private:
  static constexpr std::size_t kBytes = 8;

  /// A byte with its eight bits spread over eight bytes: counters that are added at once.
  static constexpr std::array<std::uint64_t, 256> kSpread = [] {
    std::array<std::uint64_t, 256> spread{};
    for (std::size_t byte = 0; byte < spread.size(); ++byte)
      for (std::size_t bit = 0; bit < 8; ++bit)
        spread[byte] |= static_cast<std::uint64_t>((byte >> bit) & 1) << (8 * bit);
    return spread;
  }();

  void flush() {
    for (std::size_t bit = 0; bit < counts_.size(); ++bit)
      counts_[bit] += (small_[bit / 8] >> (8 * (bit % 8))) & 0xFF;
    total_ += pending_;
    pending_ = 0;
    small_ = {};
  }

  std::array<std::uint64_t, kBytes> small_{};  ///< eight counters of eight bits each
  std::array<std::uint64_t, 64> counts_{};
  std::uint64_t total_ = 0, pending_ = 0;
};

}  // namespace

std::uint64_t simhash(std::string_view text) {
  const std::vector<std::uint64_t> words = word_hashes(text);
  if (words.empty()) return 0;
  const std::size_t width = std::min(kShingle, words.size());
  BitVotes votes;
  for (std::size_t i = 0; i + width <= words.size(); ++i)
    votes.add(XXH3_64bits(&words[i], width * sizeof words[i]));
  return votes.majority();
}

std::string fingerprint(std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  const std::uint64_t hash = simhash(text);
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += kHex[(hash >> shift) & 15];
  return out;
}

}  // namespace cuttings
