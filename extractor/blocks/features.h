#pragma once
// Features: each block as numbers, for the scorer. The order of names is the model's contract: a
// model file names its features and refuses another list.

#include <cstdint>
#include <string_view>
#include <vector>

#include "extractor/blocks/page_facts.h"
#include "extractor/blocks/reason.h"
#include "extractor/blocks/text_block.h"

namespace cuttings {

/// A row a block, row-major; `width` numbers a row.
struct FeatureTable {
  std::size_t width = 0;
  std::vector<float> values;
  std::vector<std::uint32_t> group,
      wide_group;  ///< by block: blocks in the same kind of place share a number

  std::vector<Reason> says;  ///< by block: what the vocabulary says of its words

  const float* row(std::size_t block) const { return values.data() + block * width; }
};

/// Returns one row for each block. Any thread. O(blocks * depth + text).
FeatureTable compute_features(const Document& document, const PageBlocks& page,
                              const PageFacts& facts);

/// The names of a row's columns, in order.
const std::vector<std::string_view>& feature_names();

}  // namespace cuttings
