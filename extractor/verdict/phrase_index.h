#pragma once
// PhraseIndex: finds any of some thousand phrases in a text, in one pass.

#include <array>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cuttings {

/// Lower case by Unicode's simple folding, typographic apostrophes as "'". Valid UTF-8 in and out.
std::string fold_for_search(std::string_view text);

/// Phrases are compared byte by byte with folded text. A phrase that begins or ends with a letter
/// matches whole words only; where the script has no spaces (Han, kana) anywhere.
class PhraseIndex {
 public:
  /// `phrase` is folded here; one under kKeyBytes bytes is not taken (false).
  bool add(std::string_view phrase, std::uint8_t tag);

  /// Calls use(tag, begin, length) for every phrase found in `folded`. O(bytes) but for texts made
  /// of many beginnings of phrases: at most kMaxChecks comparisons.
  template <class Use>
  void find(std::string_view folded, const Use& use) const {
    std::size_t checks = 0;
    for (std::size_t i = 0; i + kKeyBytes <= folded.size(); ++i) {
      const std::uint32_t key = key_at(folded, i);
      if (!seen_[slot_of(key)]) continue;
      const auto bucket = buckets_.find(key);
      if (bucket == buckets_.end()) continue;
      if ((checks += bucket->second.size()) > kMaxChecks) return;
      for (const std::uint32_t number : bucket->second)
        if (matches(phrases_[number], folded, i))
          use(phrases_[number].tag, i, phrases_[number].text.size());
    }
  }

 private:
  static constexpr std::size_t kKeyBytes = 4, kMaxChecks = 200'000, kSlots = 1u << 16;
  struct Phrase {
    std::string text;
    std::uint8_t tag;
  };
  static std::uint32_t key_at(std::string_view text, std::size_t at) {
    std::uint32_t key = 0;
    std::memcpy(&key, text.data() + at, kKeyBytes);
    return key;
  }
  static std::size_t slot_of(std::uint32_t key) { return (key * 0x9E3779B1u) >> 16; }
  static bool matches(const Phrase& phrase, std::string_view text, std::size_t at);

  std::vector<Phrase> phrases_;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> buckets_;
  std::bitset<kSlots> seen_;
};

}  // namespace cuttings
