#pragma once
// Context features: what a first opinion of every block says about each of them. The second model
// reads a block's own features and these (stacked generalisation, Wolpert 1992): neighbours,
// ancestors and the page as a whole correct what one block alone cannot know.

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "extractor/blocks/features.h"
#include "extractor/blocks/page_kind.h"
#include "extractor/blocks/text_block.h"

namespace cuttings {

/// What the first opinions say of each block. `opinions` holds the first model's probability of
/// every block; all that is given must outlive it. Any thread. O(blocks).
class ContextFeatures {
 public:
  ContextFeatures(const Document& document, const PageBlocks& page, const FeatureTable& own,
                  std::span<const float> opinions, const PageKindScores& kinds);
  ~ContextFeatures();

  /// Returns a row for each of the blocks `asked` (indices, in order): its own features, then the
  /// context's. O(asked * levels).
  LaneTable<float> rows_of(std::span<const std::size_t> asked) const;
  /// Names of the columns after the block's own.
  static const std::vector<std::string_view>& names();

 private:
  class Builder;
  const FeatureTable& own_;
  std::unique_ptr<const Builder> builder_;
};

/// Weight of a block in sums: its words, and something for having any text. Scripts without spaces
/// count by characters (count_words()), so a page weighs the same in any language.
inline double block_weight(const TextBlock& block) { return block.words + 0.5; }

}  // namespace cuttings
