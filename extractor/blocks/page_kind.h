#pragma once
// PageKind: what sort of page the blocks make.

#include <array>
#include <span>
#include <vector>

#include "extractor/blocks/features.h"
#include "extractor/blocks/text_block.h"

namespace cuttings {

/// In the model's order.
enum class PageKind { kArticle, kForum, kProduct, kListing, kCollection, kDocumentation, kService };
constexpr std::size_t kPageKinds = 7;

/// A probability a kind; they add up to 1.
using PageKindScores = std::array<float, kPageKinds>;

/// The page as one row: means of its blocks' features, plain, by words, and by words the first
/// model would keep. Empty page: all zero.
std::vector<float> page_features(const PageBlocks& page, const FeatureTable& own,
                                 std::span<const float> opinions);

}  // namespace cuttings
