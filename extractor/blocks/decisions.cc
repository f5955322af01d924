#include "extractor/blocks/decisions.h"

#include "extractor/blocks/phrases.h"

namespace cuttings {

Decisions decide_blocks(const PassInput& input) {
  Decisions decisions(input.page.blocks.size());
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    decisions[i].score = input.judgement.probability[i];
    decisions[i].says = match_phrase(input.text(i), input.page.blocks[i].words);
  }
  keep_probable_blocks(input, decisions);
  drop_by_vocabulary(input, decisions);
  drop_captions(input, decisions);
  drop_title(input, decisions);
  keep_credit_lines(input, decisions);
  drop_repeats(input, decisions);
  drop_empty_headings(input, decisions);
  explain_decisions(input, decisions);
  return decisions;
}

}  // namespace cuttings
