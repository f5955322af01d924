#include "extractor/blocks/tree_ensemble.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

namespace cuttings {
namespace {

static_assert(sizeof(TreeNode) == 8);

/// Takes the next `count` values of a flat little-endian table.
template <class T>
bool take(std::string_view& bytes, std::size_t count, std::vector<T>& out) {
  if (count > bytes.size() / sizeof(T)) return false;
  out.resize(count);
  if (count > 0) std::memcpy(out.data(), bytes.data(), count * sizeof(T));
  bytes.remove_prefix(count * sizeof(T));
  return true;
}

tl::unexpected<Error> broken(const char* what) {
  return fail(ErrorCode::kParse, std::string("tree model: ") + what);
}

}  // namespace

Result<TreeEnsemble> TreeEnsemble::parse(std::string_view bytes) {
  TreeEnsemble model;
  std::vector<std::uint32_t> sizes, roots;
  std::vector<TreeNode> nodes;
  if (!take(bytes, 3, sizes)) return broken("header is cut off");
  model.width_ = sizes[0];
  if (sizes[1] == 0 || !take(bytes, sizes[1], model.base_))
    return broken("base scores are cut off");
  if (!take(bytes, sizes[2], roots)) return broken("tree starts are cut off");
  if (!take(bytes, bytes.size() / sizeof(TreeNode), nodes)) return broken("nodes are cut off");
  for (std::size_t tree = 0; tree < roots.size(); ++tree) {
    const std::size_t begin = roots[tree],
                      end = tree + 1 < roots.size() ? roots[tree + 1] : nodes.size();
    if (begin >= end || end > nodes.size()) return broken("tree starts are out of order");
    if (Result<void> added = model.add_tree(std::span(nodes).subspan(begin, end - begin)); !added)
      return fail(std::move(added.error()));
  }
  return model;
}

Result<void> TreeEnsemble::add_tree(std::span<const TreeNode> nodes) {
  Tree tree{static_cast<std::uint32_t>(nodes_.size()), 0};
  std::vector<std::uint32_t> depth(nodes.size(), 0);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    TreeNode node = nodes[i];
    leaf_values_.push_back(node.feature == TreeNode::kLeaf ? node.value : 0.f);
    if (node.feature == TreeNode::kLeaf) {
      // No value is below minus infinity, so the step goes to left + 1: here again.
      node = {0, static_cast<std::uint16_t>(i - 1), -std::numeric_limits<float>::infinity()};
    } else {
      const bool goes_on =
          node.left > i && node.left + 1u < nodes.size();  // children later: it ends
      if (!goes_on || node.feature >= width_) return broken("a node points outside its tree");
      depth[node.left] = depth[node.left + 1u] = depth[i] + 1;
      tree.depth = std::max(tree.depth, depth[i] + 1);
    }
    nodes_.push_back(node);
  }
  trees_.push_back(tree);
  return {};
}

void TreeEnsemble::walk(const Tree& tree, const float* rows, std::size_t count, float* out) const {
  const TreeNode* root = nodes_.data() + tree.root;
  std::array<std::uint32_t, kLanes> at{};
  for (std::uint32_t step = 0; step < tree.depth; ++step) {
    for (std::size_t lane = 0; lane < count; ++lane) {
      const TreeNode node = root[at[lane]];
      const bool is_right = !(rows[lane * width_ + node.feature] < node.value);
      at[lane] = static_cast<std::uint16_t>(node.left + is_right);
    }
  }
  for (std::size_t lane = 0; lane < count; ++lane)
    out[lane * base_.size()] += leaf_values_[tree.root + at[lane]];
}

std::vector<float> TreeEnsemble::evaluate_groups(std::span<const float> rows, std::size_t trees,
                                                 float sure_below) const {
  const std::size_t count = width_ == 0 ? 0 : rows.size() / width_;
  std::vector<float> sums(count * base_.size());
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = base_[i % base_.size()];
  // Rows outside: eight rows (8 KB) stay in the first-level cache while all trees pass over them.
  for (std::size_t row = 0; row < count; row += kLanes) {
    const std::size_t lanes = std::min(kLanes, count - row);
    float* out = sums.data() + row * base_.size();
    for (std::size_t tree = 0; tree < trees_.size(); ++tree) {
      if (tree == trees &&
          std::all_of(out, out + lanes, [&](float sum) { return sum < sure_below; }))
        break;
      walk(trees_[tree], rows.data() + row * width_, lanes, out + tree % base_.size());
    }
  }
  return sums;
}

std::vector<float> TreeEnsemble::evaluate(std::span<const float> rows) const {
  return evaluate_groups(rows, trees_.size(), 0);
}

std::vector<float> TreeEnsemble::evaluate_doubtful(std::span<const float> rows, std::size_t trees,
                                                   float sure_below) const {
  return evaluate_groups(rows, trees, sure_below);
}

}  // namespace cuttings
