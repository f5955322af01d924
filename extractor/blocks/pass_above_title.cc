#include "extractor/blocks/decisions.h"

namespace cuttings {

void drop_above_title(const PassInput& input, Decisions& decisions) {
  constexpr std::uint32_t kMinWords = 80;  // kept below the title: so much is an article
  constexpr float kSure = 0.7f;
  if (!input.is_article() || input.mode == ExtractMode::kRecall) return;
  std::size_t title = 0;
  while (title < decisions.size() && decisions[title].reason != Reason::kTitle) ++title;
  if (kept_words(input, decisions, title, decisions.size()) < kMinWords) return;
  for (std::size_t i = 0; i < title; ++i)
    if (decisions[i].is_kept && decisions[i].score < kSure) decisions[i].drop(Reason::kOutsideBody);
}

}  // namespace cuttings
