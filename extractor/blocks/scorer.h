#pragma once
// Scorer: the learned judgement of a page's blocks. Two rounds: each block by its own features,
// then again with what the first round thought of its surroundings and of the page.
// docs/extraction.md tells how the model is made and measured.

#include <vector>

#include "extractor/blocks/page_facts.h"
#include "extractor/blocks/page_kind.h"
#include "extractor/blocks/reason.h"
#include "extractor/blocks/text_block.h"

namespace cuttings {

struct Judgement {
  std::vector<float> probability;  ///< by block: that it is part of the main text, 0-1
  std::vector<Reason> says;        ///< by block: what the vocabulary says of its words
  PageKindScores kinds{};          ///< a probability a kind; all zero for an empty page
};

/// Any thread; the model is read once. O(blocks * trees).
Judgement judge_blocks(const Document& document, const PageBlocks& page, const PageFacts& facts);

/// The most probable kind.
PageKind likeliest_kind(const PageKindScores& kinds);

}  // namespace cuttings
