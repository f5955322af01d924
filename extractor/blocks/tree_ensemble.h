#pragma once
// TreeEnsemble: gradient-boosted decision trees (Friedman 2001; trained by XGBoost, Chen & Guestrin
// 2016), read only. No dependency: the model is a table of nodes.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "config/base/result.h"

namespace cuttings {

/// A node of eight bytes. Inner: go to `left` when row[feature] < value, else to left + 1. Leaf:
/// feature is kLeaf and value is added to the sum.
struct TreeNode {
  static constexpr std::uint16_t kLeaf = 0xFFFF;
  std::uint16_t feature = kLeaf;
  std::uint16_t left = 0;  ///< relative to the tree's first node
  float value = 0;
};

class TreeEnsemble {
 public:
  /// Reads the form tools/train/train.py writes: u32 width, u32 outputs, u32 trees, f32 base score
  /// an output, u32 first node a tree, then the nodes; little-endian. Error kParse when it does not
  /// hold together (a node out of range, a feature past width): evaluate() then cannot leave the
  /// table.
  static Result<TreeEnsemble> parse(std::string_view bytes);

  /// Adds up the trees for each row of `rows` (row-major, `width` numbers a row). Returns rows x
  /// outputs raw sums (log-odds). Any thread. O(rows * trees * depth).
  std::vector<float> evaluate(std::span<const float> rows) const;

  std::size_t width() const { return width_; }
  std::size_t outputs() const { return base_.size(); }

 private:
  static constexpr std::size_t kLanes = 8;  ///< rows walked through a tree side by side

  struct Tree {
    std::uint32_t root = 0;
    std::uint32_t depth = 0;
  };
  Result<void> add_tree(std::span<const TreeNode> nodes);
  void walk(const Tree& tree, const float* rows, std::size_t count, float* out) const;

  std::size_t width_ = 0;
  std::vector<float> base_;
  std::vector<Tree> trees_;  ///< tree t belongs to output t % outputs()
  std::vector<TreeNode>
      nodes_;  ///< leaves lead to themselves, so that a walk of `depth` steps needs no test
  std::vector<float> leaf_values_;  ///< by node
};

}  // namespace cuttings
