#include "extractor/blocks/decisions.h"
#include "extractor/blocks/words.h"

namespace cuttings {

void drop_captions(const PassInput& input, Decisions& decisions) {
  for (std::size_t i = 0; i < decisions.size(); ++i)
    if ((input.page.blocks[i].within & kInFigcaption) != 0) decisions[i].drop(Reason::kCaption);
}

void drop_title(const PassInput& input, Decisions& decisions) {
  const WordSet title = word_set(input.facts.title);
  if (title.size() < 2) return;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const TextBlock& block = input.page.blocks[i];
    if (block.heading_level == 0 || block.heading_level > 3 || block.words > 60) continue;
    const std::vector<std::uint64_t> words = word_hashes(input.text(i));
    const bool is_title =
        share_of_words(words, title) >= 0.8f && covered_share(words, title) >= 0.8f;
    if (is_title) decisions[i].drop(Reason::kTitle);
  }
}

}  // namespace cuttings
