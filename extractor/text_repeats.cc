#include "extractor/text_repeats.h"

#include <unordered_set>

#include "config/base/text.h"
#include "extractor/blocks/words.h"

namespace cuttings {
namespace {

// As for the pages of a site: what two follow-ups quote stays. Chosen by hand.
constexpr std::uint32_t kMinTexts = 4;
constexpr std::size_t kOwnWords = 6;  // shorter lines ("Introduction") may be said by many

}  // namespace

void TextRepeats::learn(std::string_view text) {
  std::unordered_set<std::uint64_t> lines;
  for (const std::string_view line : split(text, '\n'))
    if (count_words(line) > 0) lines.insert(block_hash(line));
  for (const std::uint64_t line : lines)
    if (texts_with_.size() < kMaxLines || texts_with_.contains(line)) ++texts_with_[line];
  ++texts_;
}

bool TextRepeats::is_repeat(std::string_view line) const {
  const std::size_t words = count_words(line);
  if (words == 0 || texts_ < kMinTexts) return false;
  const auto known = texts_with_.find(block_hash(line));
  if (known == texts_with_.end() || known->second < kMinTexts) return false;
  return words >= kOwnWords || 2 * known->second >= texts_;
}

}  // namespace cuttings
