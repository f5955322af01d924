#pragma once
// PhraseIndex: finds any of some thousand phrases in a text, in one pass.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extractor/blocks/key_table.h"

namespace cuttings {

/// Lower case by Unicode's simple folding, typographic apostrophes as "'". Valid UTF-8 in and out.
std::string fold_for_search(std::string_view text);

/// Phrases are compared byte by byte with folded text. A phrase that begins or ends with a letter
/// matches whole words only; where the script has no spaces (Han, kana) anywhere.
class PhraseIndex {
 public:
  /// `phrase` is folded here; one under KeyTable::kKeyBytes bytes is not taken (false).
  bool add(std::string_view phrase, std::uint8_t tag);

  /// Calls use(tag, begin, length) for every phrase found in `folded`. O(bytes) but for texts made
  /// of many beginnings of phrases: at most kMaxChecks comparisons.
  template <class Use>
  void find(std::string_view folded, const Use& use) const {
    std::size_t checks = 0;
    for (std::size_t i = 0; i + KeyTable::kKeyBytes <= folded.size(); ++i) {
      const std::span<const std::uint32_t> begin_so = numbers_.find(KeyTable::key_at(folded, i));
      if ((checks += begin_so.size()) > kMaxChecks) return;
      for (const std::uint32_t number : begin_so)
        if (matches(phrases_[number], folded, i))
          use(phrases_[number].tag, i, phrases_[number].text.size());
    }
  }

 private:
  static constexpr std::size_t kMaxChecks = 200'000;
  struct Phrase {
    std::string text;
    std::uint8_t tag;
  };
  static bool matches(const Phrase& phrase, std::string_view text, std::size_t at);

  std::vector<Phrase> phrases_;
  KeyTable numbers_;  ///< of phrases_, by how they begin
};

}  // namespace cuttings
