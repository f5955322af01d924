#include "extractor/blocks/page_kind.h"

#include "extractor/blocks/context_features.h"

namespace cuttings {

std::string_view page_kind_name(PageKind kind) {
  static constexpr std::array<std::string_view, kPageKinds> kNames = {
      "article", "forum", "product", "listing", "collection", "documentation", "service"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::vector<float> page_features(const PageBlocks& page, const FeatureTable& own,
                                 std::span<const float> opinions) {
  const std::size_t width = own.width;
  std::vector<double> sums(3 * width, 0.0);
  double blocks = 0, words = 0, kept = 0;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const double weight = block_weight(page.blocks[i]), kept_weight = weight * opinions[i];
    const float* row = own.row(i);
    for (std::size_t f = 0; f < width; ++f) {
      sums[f] += row[f];
      sums[width + f] += row[f] * weight;
      sums[2 * width + f] += row[f] * kept_weight;
    }
    blocks += 1, words += weight, kept += kept_weight;
  }
  std::vector<float> means(sums.size(), 0.f);
  const std::array<double, 3> divisors = {blocks, words, kept};
  for (std::size_t f = 0; f < sums.size(); ++f)
    if (divisors[f / width] > 1e-9) means[f] = static_cast<float>(sums[f] / divisors[f / width]);
  return means;
}

}  // namespace cuttings
