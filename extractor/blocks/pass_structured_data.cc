#include "extractor/blocks/decisions.h"
#include "extractor/blocks/words.h"

namespace cuttings {
namespace {

constexpr std::size_t kMinBodyBytes = 200;  // a shorter articleBody is a summary
constexpr std::uint32_t kMinQuotedWords = 8;
constexpr float kMinShare = 0.9f;

}  // namespace

void keep_structured_data(const PassInput& input, Decisions& decisions) {
  if (input.facts.article_body.size() < kMinBodyBytes) return;
  const GramSet body = gram_set(input.facts.article_body);
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const TextBlock& block = input.page.blocks[i];
    if (decisions[i].is_kept || block.words < kMinQuotedWords || (block.within & kInHidden) != 0)
      continue;
    if (share_of_grams(word_hashes(input.text(i)), body) >= kMinShare)
      decisions[i].keep(Reason::kStructuredData);
  }
}

}  // namespace cuttings
