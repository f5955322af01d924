#include <algorithm>
#include <numeric>

#include "extractor/blocks/context_features.h"
#include "extractor/blocks/decisions.h"

namespace cuttings {
namespace {

constexpr double kLowestCut = 0.2,
                 kHighestCut = 0.5;    // folds on wcxb-dev, 2026-11-25: 0.1-0.7 no better
constexpr double kArticleLift = 0.30;  // an article is cut at 0.5: fundus-a 0.970, at 0.45 0.9697,
                                       // at 0.55 0.972 (then trafilatura-a loses)
constexpr double kPrecisionCut = 0.7, kRecallCut = 0.15;

double best_cut(const PassInput& input) {
  const std::vector<float>& probability = input.judgement.probability;
  std::vector<std::size_t> order(probability.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return probability[a] > probability[b]; });
  double all_good = 0;
  for (const std::size_t i : order) all_good += block_weight(input.page.blocks[i]) * probability[i];
  double kept = 0, good = 0, best = 0, cut = kHighestCut;
  for (const std::size_t i : order) {
    const double weight = block_weight(input.page.blocks[i]);
    kept += weight, good += weight * probability[i];
    const double expected = 2 * good / (kept + all_good);
    if (expected > best) best = expected, cut = probability[i] - 1e-6;
  }
  const double article = input.judgement.kinds[static_cast<std::size_t>(PageKind::kArticle)];
  return std::clamp(cut, kLowestCut + kArticleLift * article, kHighestCut);
}

}  // namespace

void keep_probable_blocks(const PassInput& input, Decisions& decisions) {
  double cut = best_cut(input);
  if (input.mode == ExtractMode::kPrecision) cut = kPrecisionCut;
  if (input.mode == ExtractMode::kRecall) cut = kRecallCut;
  for (Decision& decision : decisions) decision.is_kept = decision.score > cut;
}

}  // namespace cuttings
