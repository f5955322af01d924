#include "extractor/verdict/quality.h"

#include <algorithm>
#include <array>
#include <utility>

#include "extractor/blocks/context_features.h"
#include "extractor/verdict/verdict.h"

namespace cuttings {
namespace {

struct CurvePoint {
  double expected, measured;
};
constexpr CurvePoint kCurve[] = {
#define POINT(expected, measured) {expected, measured},
#include "extractor/verdict/quality_curve.inc"
#undef POINT
};

/// The curve at `expected`, straight between its points.
double on_curve(double expected) {
  const auto* right = std::find_if(std::begin(kCurve), std::end(kCurve),
                                   [&](const CurvePoint& p) { return p.expected >= expected; });
  if (right == std::begin(kCurve)) return right->measured;
  if (right == std::end(kCurve)) return std::prev(right)->measured;
  const CurvePoint& left = *std::prev(right);
  const double share = (expected - left.expected) / (right->expected - left.expected);
  return left.measured + share * (right->measured - left.measured);
}

}  // namespace

double expected_f1(const PassInput& input, const Decisions& decisions) {
  double kept = 0, right = 0, wanted = 0;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const double weight = block_weight(input.page.blocks[i]);
    const double probability = std::clamp<double>(decisions[i].score, 0, 1);
    wanted += weight * probability;
    if (!decisions[i].is_kept) continue;
    kept += weight;
    right += weight * probability;
  }
  return kept > 0 ? 2 * right / (kept + wanted) : 0;
}

double estimate_quality(Verdict verdict, const PassInput& input, const Decisions& decisions) {
  const double expected = expected_f1(input, decisions);
  return has_usable_text(verdict) && expected > 0 ? on_curve(expected) : 0;
}

}  // namespace cuttings
