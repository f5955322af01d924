#include <unordered_set>

#include "extractor/blocks/decisions.h"
#include "extractor/blocks/words.h"

namespace cuttings {

void drop_repeats(const PassInput& input, Decisions& decisions) {
  std::unordered_set<std::uint64_t> seen;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    if (!decisions[i].is_kept || !has_own_words(input.page.blocks[i])) continue;
    if (!seen.insert(block_hash(input.text(i))).second) decisions[i].drop(Reason::kRepeated);
  }
}

}  // namespace cuttings
