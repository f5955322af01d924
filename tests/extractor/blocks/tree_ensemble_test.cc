#include "extractor/blocks/tree_ensemble.h"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

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
  LaneTable<float> rows(3, 2);
  for (std::size_t i = 0; i < 3; ++i) rows.at(i, 0) = 9, rows.at(i, 1) = static_cast<float>(i + 1);
  EXPECT_EQ(trees->evaluate(rows), (std::vector<float>{-0.25f, 1.75f, 1.75f}));
}

/// Some trees of any shape over `width` features, thresholds in quarters so that rows hit them.
struct RandomForest {
  std::mt19937 random{20261125};
  std::vector<std::vector<TreeNode>> trees;

  void grow(std::vector<TreeNode>& tree, std::size_t at, std::size_t levels, std::uint16_t width) {
    if (levels == 0 || random() % 4 == 0) {
      tree[at] = {kLeaf, 0, static_cast<float>(random() % 1000) / 64.f};
      return;
    }
    const auto left = static_cast<std::uint16_t>(tree.size());
    tree.resize(tree.size() + 2);
    tree[at] = {static_cast<std::uint16_t>(random() % width), left,
                static_cast<float>(random() % 40) / 4.f - 5.f};
    grow(tree, left, levels - 1, width);
    grow(tree, left + 1u, levels - 1, width);
  }

  std::string bytes(std::uint32_t width) const {
    Bytes b;
    b.put(width).put<std::uint32_t>(1).put(static_cast<std::uint32_t>(trees.size())).put(0.f);
    std::uint32_t root = 0;
    for (const auto& tree : trees) b.put(root), root += static_cast<std::uint32_t>(tree.size());
    for (const auto& tree : trees)
      for (const TreeNode& node : tree) b.node(node.feature, node.left, node.value);
    return b.bytes;
  }

  float walk(const LaneTable<float>& rows, std::size_t row, std::size_t first_trees) const {
    float sum = 0;
    for (std::size_t t = 0; t < first_trees; ++t) {
      std::size_t at = 0;
      while (trees[t][at].feature != kLeaf)
        at =
            trees[t][at].left + (rows.at(row, trees[t][at].feature) < trees[t][at].value ? 0u : 1u);
      sum += trees[t][at].value;
    }
    return sum;
  }
};

LaneTable<float> random_rows(std::mt19937& random, std::size_t rows, std::size_t width) {
  LaneTable<float> table(rows, width);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t f = 0; f < width; ++f)
      table.at(i, f) = random() % 50 == 0 ? std::numeric_limits<float>::quiet_NaN()
                                          : static_cast<float>(random() % 48) / 4.f - 6.f;
  return table;
}

TEST(TreeEnsemble, AgreesWithAWalkFromNodeToNode) {
  for (const std::size_t levels : {0u, 1u, 3u, 6u, 8u}) {
    RandomForest forest;
    for (int i = 0; i < 30; ++i) forest.grow(forest.trees.emplace_back(1), 0, levels, 5);
    const Result<TreeEnsemble> trees = TreeEnsemble::parse(forest.bytes(5));
    ASSERT_TRUE(trees) << trees.error().message;
    const LaneTable<float> rows = random_rows(forest.random, 77, 5);
    const std::vector<float> sums = trees->evaluate(rows);
    const std::vector<float> early = trees->evaluate_doubtful(rows, 10, 70.f);
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      EXPECT_EQ(sums[row], forest.walk(rows, row, 30));
      const float after_ten = forest.walk(rows, row, 10);
      EXPECT_EQ(early[row], after_ten < 70.f ? after_ten : sums[row]);
      std::vector<float> alone;
      for (std::size_t f = 0; f < rows.columns(); ++f) alone.push_back(rows.at(row, f));
      EXPECT_EQ(trees->evaluate_row(alone), std::vector<float>{sums[row]});
    }
  }
}

TEST(TreeEnsemble, ATreeDeeperThanALeafNumberIsRefused) {
  RandomForest forest;
  std::vector<TreeNode> chain;  // a test and a leaf a level: nine tests deep
  for (std::uint16_t level = 0; level <= kMaxTreeDepth; ++level) {
    chain.push_back({0, static_cast<std::uint16_t>(2 * level + 1), 1.f});
    chain.push_back({kLeaf, 0, 0.f});
  }
  chain.push_back({kLeaf, 0, 0.f});
  forest.trees.push_back(chain);
  EXPECT_FALSE(TreeEnsemble::parse(forest.bytes(1)));
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
  EXPECT_EQ(model.context.width(), feature_names().size() + ContextFeatures::names().size());
  EXPECT_EQ(model.kind.width(), 3 * feature_names().size());
  EXPECT_EQ(model.kind.outputs(), kPageKinds);
}

}  // namespace
}  // namespace cuttings
