#pragma once
// TreeEnsemble: gradient-boosted decision trees (Friedman 2001; trained by XGBoost, Chen & Guestrin
// 2016), read only. No dependency: the model is a table of nodes.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "config/base/result.h"
#include "extractor/blocks/tree_lanes.h"

namespace cuttings {

/// A node of the model file, eight bytes. Inner: go to `left` when row[feature] < value, else to
/// left + 1. Leaf: feature is kLeaf and value is added to the sum.
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
  /// hold together (a node out of range, a feature past width), when a tree has more than
  /// kMaxTreeDepth levels of tests, or a feature more than 255 different thresholds.
  static Result<TreeEnsemble> parse(std::string_view bytes);

  /// Adds up the trees for each row; `rows` has width() columns. Returns rows x outputs raw sums
  /// (log-odds). Any thread. O(rows * (trees * 2^depth + thresholds) / 64).
  std::vector<float> evaluate(const LaneTable<float>& rows) const;

  /// As evaluate() for one output, but gives up on rows where no answer is in doubt: when a sum is
  /// below `sure_below` after the first `trees` trees, it is the answer.
  std::vector<float> evaluate_doubtful(const LaneTable<float>& rows, std::size_t trees,
                                       float sure_below) const;

  /// The same for one row of width() numbers: its outputs() sums, equal to those of evaluate(). For
  /// one row a walk down each tree beats all tests of it for 64. Any thread. O(trees * depth).
  std::vector<float> evaluate_row(std::span<const float> row) const;

  std::size_t width() const { return width_; }
  std::size_t outputs() const { return base_.size(); }

 private:
  class Builder;

  std::size_t tree_count() const { return leaves_.size() >> depth_; }
  std::size_t tests_a_tree() const { return (std::size_t{1} << depth_) - 1; }
  std::span<const float> thresholds_of(std::size_t feature) const;
  float value_for(std::size_t tree, std::span<const float> row) const;
  LaneTable<Bin> find_bins_of(const LaneTable<float>& rows) const;
  void add_trees(std::size_t first, std::size_t last, const LaneTable<Bin>& bins,
                 std::span<const std::size_t> chosen, std::vector<float>& sums) const;

  // All trees are complete trees of the same depth, breadth first: one shape for tree_lanes.h.
  std::size_t width_ = 0, depth_ = 0;
  std::vector<float> base_;
  std::vector<TreeTest> tests_;  ///< tree t belongs to output t % outputs()
  std::vector<float> leaves_;
  std::vector<float> thresholds_;               ///< feature by feature, rising
  std::vector<std::uint32_t> threshold_begin_;  ///< by feature, and one past the last
};

}  // namespace cuttings
