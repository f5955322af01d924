#include "extractor/blocks/tree_ensemble.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <numeric>

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

bool is_leaf(const TreeNode& node) { return node.feature == TreeNode::kLeaf; }

}  // namespace

/// Turns the file's trees into complete trees on bins: first all are looked at, for their depth and
/// thresholds, then each is laid out.
class TreeEnsemble::Builder {
 public:
  Builder(TreeEnsemble& model, std::span<const std::uint32_t> roots,
          std::span<const TreeNode> nodes)
      : model_(model), roots_(roots), nodes_(nodes), thresholds_(model.width_) {}

  Result<void> build() {
    for (std::size_t tree = 0; tree < roots_.size(); ++tree)
      if (Result<void> checked = check(tree); !checked) return checked;
    if (Result<void> sorted = sort_thresholds(); !sorted) return sorted;
    const std::size_t tests = model_.tests_a_tree();
    model_.tests_.resize(roots_.size() * tests);
    model_.leaves_.resize(roots_.size() * (tests + 1));
    for (std::size_t tree = 0; tree < roots_.size(); ++tree) lay_out(tree);
    return {};
  }

 private:
  std::span<const TreeNode> tree_nodes(std::size_t tree) const {
    const std::size_t end = tree + 1 < roots_.size() ? roots_[tree + 1] : nodes_.size();
    return nodes_.subspan(roots_[tree], end - roots_[tree]);
  }

  /// Children stand later than their parent and have one only: every walk ends.
  Result<void> check(std::size_t tree) {
    const std::size_t end = tree + 1 < roots_.size() ? roots_[tree + 1] : nodes_.size();
    if (roots_[tree] >= end || end > nodes_.size()) return broken("tree starts are out of order");
    const std::span<const TreeNode> nodes = tree_nodes(tree);
    std::vector<std::size_t> depth(nodes.size(), 0);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const TreeNode& node = nodes[i];
      if (i > 0 && depth[i] == 0) return broken("a node has no parent");
      if (is_leaf(node)) continue;
      const bool goes_on = node.left > i && node.left + 1u < nodes.size();
      if (!goes_on || node.feature >= model_.width_)
        return broken("a node points outside its tree");
      if (depth[node.left] != 0 || depth[node.left + 1u] != 0)
        return broken("a node has two parents");
      if (!std::isfinite(node.value)) return broken("a threshold is not a number");
      depth[node.left] = depth[node.left + 1u] = depth[i] + 1;
      model_.depth_ = std::max(model_.depth_, depth[i] + 1);
      thresholds_[node.feature].push_back(node.value);
    }
    return model_.depth_ > kMaxTreeDepth ? broken("a tree is too deep") : Result<void>();
  }

  Result<void> sort_thresholds() {
    for (std::vector<float>& values : thresholds_) {
      std::sort(values.begin(), values.end());
      values.erase(std::unique(values.begin(), values.end()), values.end());
      if (values.size() > 255) return broken("a feature has too many thresholds");
      model_.threshold_begin_.push_back(static_cast<std::uint32_t>(model_.thresholds_.size()));
      model_.thresholds_.insert(model_.thresholds_.end(), values.begin(), values.end());
    }
    model_.threshold_begin_.push_back(static_cast<std::uint32_t>(model_.thresholds_.size()));
    return {};
  }

  /// A leaf above the lowest level answers for all places below it, whatever their tests say.
  void lay_out(std::size_t tree) {
    const std::span<const TreeNode> nodes = tree_nodes(tree);
    const std::size_t tests = model_.tests_a_tree(), first_test = tree * tests,
                      first_leaf = tree * (tests + 1);
    std::vector<std::size_t> place(nodes.size(), 0);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const TreeNode& node = nodes[i];
      if (!is_leaf(node)) {
        model_.tests_[first_test + place[i]] = {node.feature, bin_of(node)};
        place[node.left] = 2 * place[i] + 1;
        place[node.left + 1u] = 2 * place[i] + 2;
        continue;
      }
      std::size_t from = place[i], to = place[i];
      while (from < tests) from = 2 * from + 1, to = 2 * to + 2;
      for (std::size_t leaf = from; leaf <= to; ++leaf)
        model_.leaves_[first_leaf + leaf - tests] = node.value;
    }
  }

  Bin bin_of(const TreeNode& node) const {
    const std::span<const float> values = model_.thresholds_of(node.feature);
    const auto found = std::lower_bound(values.begin(), values.end(), node.value);
    return static_cast<Bin>((found - values.begin()) - 128);
  }

  TreeEnsemble& model_;
  std::span<const std::uint32_t> roots_;
  std::span<const TreeNode> nodes_;
  std::vector<std::vector<float>> thresholds_;  ///< by feature
};

Result<TreeEnsemble> TreeEnsemble::parse(std::string_view bytes) {
  TreeEnsemble model;
  std::vector<std::uint32_t> sizes, roots;
  std::vector<TreeNode> nodes;
  if (!take(bytes, 3, sizes)) return broken("header is cut off");
  model.width_ = sizes[0];
  if (model.width_ > TreeNode::kLeaf) return broken("rows are too wide");
  if (sizes[1] == 0 || !take(bytes, sizes[1], model.base_))
    return broken("base scores are cut off");
  if (!take(bytes, sizes[2], roots)) return broken("tree starts are cut off");
  if (!take(bytes, bytes.size() / sizeof(TreeNode), nodes)) return broken("nodes are cut off");
  if (Result<void> built = Builder(model, roots, nodes).build(); !built)
    return fail(std::move(built.error()));
  return model;
}

std::span<const float> TreeEnsemble::thresholds_of(std::size_t feature) const {
  const std::size_t begin = threshold_begin_[feature];
  return std::span(thresholds_).subspan(begin, threshold_begin_[feature + 1] - begin);
}

LaneTable<Bin> TreeEnsemble::find_bins_of(const LaneTable<float>& rows) const {
  LaneTable<Bin> bins(rows.rows(), width_);
  for (std::size_t group = 0; group < bins.groups(); ++group) {
    const auto numbers = rows.group(group);
    const std::size_t used = std::min(kLanes, rows.rows() - group * kLanes);
    const auto found = bins.group(group);
    for (std::size_t feature = 0; feature < width_; ++feature)
      found[feature] = find_bins(numbers[feature], used, thresholds_of(feature));
  }
  return bins;
}

/// Adds trees [first, last) to the sums; row k of `bins` is row chosen[k] of the sums.
void TreeEnsemble::add_trees(std::size_t first, std::size_t last, const LaneTable<Bin>& bins,
                             std::span<const std::size_t> chosen, std::vector<float>& sums) const {
  const std::size_t tests = tests_a_tree(), outputs = base_.size();
  // Groups outside: a group's bins (8 KB) stay in the first-level cache while all trees pass.
  std::vector<LaneTable<float>::Lanes> lanes(outputs);
  for (std::size_t group = 0; group < bins.groups(); ++group) {
    const auto rows =
        chosen.subspan(group * kLanes, std::min(kLanes, chosen.size() - group * kLanes));
    for (std::size_t output = 0; output < outputs; ++output)
      for (std::size_t lane = 0; lane < rows.size(); ++lane)
        lanes[output][lane] = sums[rows[lane] * outputs + output];
    for (std::size_t tree = first; tree < last; ++tree)
      add_leaves(std::span(tests_).subspan(tree * tests, tests), bins.group(group),
                 std::span(leaves_).subspan(tree * (tests + 1), tests + 1), lanes[tree % outputs]);
    for (std::size_t output = 0; output < outputs; ++output)
      for (std::size_t lane = 0; lane < rows.size(); ++lane)
        sums[rows[lane] * outputs + output] = lanes[output][lane];
  }
}

std::vector<float> TreeEnsemble::evaluate(const LaneTable<float>& rows) const {
  return evaluate_doubtful(rows, tree_count(), 0);
}

std::vector<float> TreeEnsemble::evaluate_doubtful(const LaneTable<float>& rows, std::size_t trees,
                                                   float sure_below) const {
  assert(rows.columns() == width_);
  std::vector<float> sums(rows.rows() * base_.size());
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = base_[i % base_.size()];
  std::vector<std::size_t> chosen(rows.rows());
  std::iota(chosen.begin(), chosen.end(), std::size_t{0});
  const LaneTable<Bin> bins = find_bins_of(rows);
  add_trees(0, trees, bins, chosen, sums);
  if (trees == tree_count()) return sums;
  std::erase_if(chosen, [&](std::size_t row) { return sums[row] < sure_below; });
  LaneTable<Bin> doubtful(chosen.size(), width_);
  doubtful.copy_rows(bins, chosen);
  add_trees(trees, tree_count(), doubtful, chosen, sums);
  return sums;
}

float TreeEnsemble::value_for(std::size_t tree, std::span<const float> row) const {
  const std::size_t count = tests_a_tree();
  const TreeTest* tests = tests_.data() + tree * count;
  std::size_t at = 0;
  while (at < count) {
    const TreeTest test = tests[at];
    // A number's bin is above the test's when the number is not below that bin's threshold.
    const std::size_t threshold = threshold_begin_[test.feature] + (test.bin + 128u);
    const bool is_right = test.is_made() && !(row[test.feature] < thresholds_[threshold]);
    at = 2 * at + (is_right ? 2 : 1);
  }
  return leaves_[tree * (count + 1) + at - count];
}

std::vector<float> TreeEnsemble::evaluate_row(std::span<const float> row) const {
  assert(row.size() == width_);
  std::vector<float> sums = base_;
  for (std::size_t tree = 0; tree < tree_count(); ++tree)
    sums[tree % sums.size()] += value_for(tree, row);
  return sums;
}

}  // namespace cuttings
