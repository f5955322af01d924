#pragma once
// Features: each block as numbers, for the scorer. The order of names is the model's contract: a
// model file names its features and refuses another list.

#include <cstdint>
#include <string_view>
#include <vector>

#include "extractor/blocks/lane_table.h"
#include "extractor/blocks/page_facts.h"
#include "extractor/blocks/reason.h"
#include "extractor/blocks/text_block.h"

namespace cuttings {

struct FeatureTable {
  LaneTable<float> values;  ///< a row a block
  std::vector<std::uint32_t> group,
      wide_group;  ///< by block: blocks in the same kind of place share a number

  std::vector<Reason> says;  ///< by block: what the vocabulary says of its words
};

/// Returns one row for each block. Any thread. O(blocks * depth + text).
FeatureTable compute_features(const Document& document, const PageBlocks& page,
                              const PageFacts& facts);

/// The names of a row's columns, in order.
const std::vector<std::string_view>& feature_names();

}  // namespace cuttings
