#include "extractor/blocks/page_kind.h"

#include "extractor/blocks/context_features.h"

namespace cuttings {

namespace {

using Lanes = LaneTable<float>::Lanes;

struct ColumnSums {
  float plain = 0, weighted = 0, kept = 0;
};

/// Four sums side by side each, so that the compiler may use vector code: it does not reorder the
/// additions of floats by itself.
ColumnSums sum_column(const Lanes& values, const Lanes& weight, const Lanes& kept_weight) {
  constexpr std::size_t kParts = 4;
  std::array<float, kParts> plain{}, weighted{}, kept{};
  for (std::size_t lane = 0; lane < kLanes; lane += kParts) {
    for (std::size_t part = 0; part < kParts; ++part) {
      const float value = values[lane + part];
      plain[part] += value;
      weighted[part] += value * weight[lane + part];
      kept[part] += value * kept_weight[lane + part];
    }
  }
  const auto total = [](const std::array<float, kParts>& sums) {
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
  };
  return {total(plain), total(weighted), total(kept)};
}

}  // namespace

std::vector<float> page_features(const PageBlocks& page, const FeatureTable& own,
                                 std::span<const float> opinions) {
  const std::size_t width = own.values.columns();
  std::vector<float> means(3 * width, 0.f);
  std::vector<double> sums(3 * width, 0.0);
  double blocks = 0, words = 0, kept = 0;
  for (std::size_t group = 0; group < own.values.groups(); ++group) {
    std::array<float, kLanes> weight{}, kept_weight{};
    for (std::size_t lane = 0, i = group * kLanes; lane < kLanes && i < opinions.size();
         ++lane, ++i) {
      weight[lane] = static_cast<float>(block_weight(page.blocks[i]));
      kept_weight[lane] = weight[lane] * opinions[i];
      blocks += 1, words += weight[lane], kept += kept_weight[lane];
    }
    const auto columns = own.values.group(group);
    for (std::size_t f = 0; f < width; ++f) {
      const ColumnSums column = sum_column(columns[f], weight, kept_weight);
      sums[f] += column.plain, sums[width + f] += column.weighted,
          sums[2 * width + f] += column.kept;
    }
  }
  const std::array<double, 3> divisors = {blocks, words, kept};
  for (std::size_t f = 0; f < sums.size(); ++f)
    if (divisors[f / width] > 1e-9) means[f] = static_cast<float>(sums[f] / divisors[f / width]);
  return means;
}

}  // namespace cuttings
