#include <unordered_set>

#include "extractor/blocks/decisions.h"
#include "extractor/blocks/words.h"

namespace cuttings {
namespace {

constexpr std::uint32_t kMinWords = 6;  // shorter ones ("Yes.", "Ingredients") may be said twice

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0;
  for (const std::uint64_t word : word_hashes(text))
    hash = (hash ^ word) * 0x9E3779B97F4A7C15ull + (hash >> 31);
  return hash;
}

}  // namespace

void drop_repeats(const PassInput& input, Decisions& decisions) {
  std::unordered_set<std::uint64_t> seen;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const TextBlock& block = input.page.blocks[i];
    if (!decisions[i].is_kept || block.words < kMinWords ||
        (block.within & (kInPre | kInTableCell)) != 0)
      continue;
    if (!seen.insert(hash_of(input.text(i))).second) decisions[i].drop(Reason::kRepeated);
  }
}

}  // namespace cuttings
