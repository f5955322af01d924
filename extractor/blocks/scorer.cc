#include "extractor/blocks/scorer.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "extractor/blocks/context_features.h"
#include "extractor/blocks/features.h"
#include "extractor/blocks/model.h"

namespace cuttings {
namespace {

std::vector<float> probabilities(const TreeEnsemble& trees, const FeatureTable& table) {
  assert(trees.width() == table.width);
  std::vector<float> values = trees.evaluate(table.values);
  for (float& value : values) value = 1.f / (1.f + std::exp(-value));
  return values;
}

PageKindScores softmax(const std::vector<float>& sums) {
  PageKindScores scores{};
  const float top = *std::max_element(sums.begin(), sums.end());
  float total = 0;
  for (std::size_t i = 0; i < kPageKinds; ++i) total += scores[i] = std::exp(sums[i] - top);
  for (float& score : scores) score /= total;
  return scores;
}

}  // namespace

Judgement judge_blocks(const Document& document, const PageBlocks& page, const PageFacts& facts) {
  if (page.blocks.empty()) return {};
  const Model& model = block_model();
  const FeatureTable own = compute_features(document, page, facts);
  const std::vector<float> opinions = probabilities(model.own, own);
  Judgement judgement;
  judgement.says = own.says;
  judgement.kinds = softmax(model.kind.evaluate(page_features(page, own, opinions)));
  judgement.probability =
      probabilities(model.context, add_context(document, page, own, opinions, judgement.kinds));
  return judgement;
}

PageKind likeliest_kind(const PageKindScores& kinds) {
  return static_cast<PageKind>(std::max_element(kinds.begin(), kinds.end()) - kinds.begin());
}

}  // namespace cuttings
