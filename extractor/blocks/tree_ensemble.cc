#include "extractor/blocks/tree_ensemble.h"

#include <cstring>

namespace cuttings {
namespace {

static_assert(sizeof(TreeNode) == 8);

/// Takes the next `count` values of a flat little-endian table.
template <class T>
bool take(std::string_view& bytes, std::size_t count, std::vector<T>& out) {
  if (count > bytes.size() / sizeof(T)) return false;
  out.resize(count);
  std::memcpy(out.data(), bytes.data(), count * sizeof(T));
  bytes.remove_prefix(count * sizeof(T));
  return true;
}

}  // namespace

Result<TreeEnsemble> TreeEnsemble::parse(std::string_view bytes) {
  const auto broken = [](const char* what) {
    return fail(ErrorCode::kParse, std::string("tree model: ") + what);
  };
  TreeEnsemble model;
  std::vector<std::uint32_t> sizes;
  if (!take(bytes, 3, sizes)) return broken("header is cut off");
  model.width_ = sizes[0];
  if (sizes[1] == 0 || !take(bytes, sizes[1], model.base_))
    return broken("base scores are cut off");
  if (!take(bytes, sizes[2], model.roots_)) return broken("tree starts are cut off");
  if (!take(bytes, bytes.size() / sizeof(TreeNode), model.nodes_))
    return broken("nodes are cut off");
  for (std::size_t tree = 0; tree < model.roots_.size(); ++tree) {
    const std::size_t begin = model.roots_[tree];
    const std::size_t end =
        tree + 1 < model.roots_.size() ? model.roots_[tree + 1] : model.nodes_.size();
    if (begin >= end || end > model.nodes_.size()) return broken("tree starts are out of order");
    for (std::size_t i = begin; i < end; ++i) {
      const TreeNode& node = model.nodes_[i];
      if (node.feature == TreeNode::kLeaf) continue;
      const bool goes_on =
          begin + node.left > i && begin + node.left + 1 < end;  // children later: it ends
      if (!goes_on || node.feature >= model.width_) return broken("a node points outside its tree");
    }
  }
  return model;
}

std::vector<float> TreeEnsemble::evaluate(std::span<const float> rows) const {
  const std::size_t count = width_ == 0 ? 0 : rows.size() / width_;
  std::vector<float> sums(count * base_.size());
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = base_[i % base_.size()];
  for (std::size_t tree = 0; tree < roots_.size(); ++tree) {
    const TreeNode* root = nodes_.data() + roots_[tree];
    float* out = sums.data() + tree % base_.size();
    for (std::size_t row = 0; row < count; ++row) {
      const float* values = rows.data() + row * width_;
      const TreeNode* node = root;
      while (node->feature != TreeNode::kLeaf)
        node = root + node->left + !(values[node->feature] < node->value);
      out[row * base_.size()] += node->value;
    }
  }
  return sums;
}

}  // namespace cuttings
