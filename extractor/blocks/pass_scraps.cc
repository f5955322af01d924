#include "extractor/blocks/decisions.h"

namespace cuttings {

void drop_scraps(const PassInput& input, Decisions& decisions) {
  constexpr std::uint32_t kScrapWords = 5;  // "Nothing is here."
  constexpr float kLikely = 0.5f;
  std::uint32_t words = 0;
  for (std::size_t i = 0; i < decisions.size() && words < kScrapWords; ++i) {
    if (!decisions[i].is_kept) continue;
    if (decisions[i].score >= kLikely) return;
    words += input.page.blocks[i].words;
  }
  if (words >= kScrapWords) return;
  for (Decision& decision : decisions)
    if (decision.is_kept) decision.drop(Reason::kOutsideBody);
}

}  // namespace cuttings
