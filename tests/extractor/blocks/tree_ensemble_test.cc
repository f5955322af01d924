#include "extractor/blocks/tree_ensemble.h"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <string>

#include "extractor/blocks/context_features.h"
#include "extractor/blocks/features.h"
#include "extractor/blocks/model.h"
#include "extractor/blocks/page_kind.h"

namespace cuttings {
namespace {

/// Writes the form of tree_ensemble.h.
struct Bytes {
  std::string bytes;
  template <class T>
  Bytes& put(T value) {
    char raw[sizeof(T)];
    std::memcpy(raw, &value, sizeof(T));
    bytes.append(raw, sizeof(T));
    return *this;
  }
  Bytes& node(std::uint16_t feature, std::uint16_t left, float value) {
    return put(feature).put(left).put(value);
  }
};

constexpr std::uint16_t kLeaf = TreeNode::kLeaf;

/// Two features, one output, base 0.5: a stump on feature 1 at 2.0 (-1 below, +1 else) and a
/// constant tree of 0.25.
Bytes two_trees() {
  Bytes b;
  b.put<std::uint32_t>(2).put<std::uint32_t>(1).put<std::uint32_t>(2).put(0.5f);
  b.put<std::uint32_t>(0).put<std::uint32_t>(3);
  b.node(1, 1, 2.0f).node(kLeaf, 0, -1.f).node(kLeaf, 0, 1.f).node(kLeaf, 0, 0.25f);
  return b;
}

TEST(TreeEnsemble, AddsUpTheLeavesReached) {
  const Result<TreeEnsemble> trees = TreeEnsemble::parse(two_trees().bytes);
  ASSERT_TRUE(trees);
  const std::array<float, 6> rows = {9, 1, 9, 2, 9, 3};
  EXPECT_EQ(trees->evaluate(rows), (std::vector<float>{-0.25f, 1.75f, 1.75f}));
}

TEST(TreeEnsemble, ABrokenTableIsRefused) {
  const std::string good = two_trees().bytes;
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(TreeEnsemble::parse(good.substr(0, size))) << size;
}

TEST(TreeEnsemble, ANodeThatPointsBackOrOutIsRefused) {
  for (const std::uint16_t left : {std::uint16_t{0}, std::uint16_t{2}, std::uint16_t{60000}}) {
    Bytes b;
    b.put<std::uint32_t>(1).put<std::uint32_t>(1).put<std::uint32_t>(1).put(0.f).put<std::uint32_t>(
        0);
    b.node(0, left, 1.f).node(kLeaf, 0, 0.f).node(kLeaf, 0, 0.f);
    EXPECT_FALSE(TreeEnsemble::parse(b.bytes)) << left;
  }
}

TEST(TreeEnsemble, AFeatureBeyondTheRowIsRefused) {
  Bytes b;
  b.put<std::uint32_t>(1).put<std::uint32_t>(1).put<std::uint32_t>(1).put(0.f).put<std::uint32_t>(
      0);
  b.node(1, 1, 1.f).node(kLeaf, 0, 0.f).node(kLeaf, 0, 0.f);
  EXPECT_FALSE(TreeEnsemble::parse(b.bytes));
}

TEST(BlockModel, WasTrainedOnTheFeaturesWeCompute) {
  const Model& model = block_model();
  EXPECT_EQ(model.own.width(), feature_names().size());
  EXPECT_EQ(model.context.width(), feature_names().size() + context_feature_names().size());
  EXPECT_EQ(model.kind.width(), 3 * feature_names().size());
  EXPECT_EQ(model.kind.outputs(), kPageKinds);
}

}  // namespace
}  // namespace cuttings
