#include "storage/seal/merkle.h"

#include "config/base/digest.h"

namespace cuttings {
namespace {

std::string node_of(std::string_view left, std::string_view right) {
  return sha256_bytes(std::string("\x01").append(left).append(right));
}

// Pairs become nodes; one left over moves up as it is, which gives the RFC's tree, split at the
// largest power of two.
std::vector<std::string> level_above(const std::vector<std::string>& level) {
  std::vector<std::string> above;
  for (std::size_t i = 0; i + 1 < level.size(); i += 2)
    above.push_back(node_of(level[i], level[i + 1]));
  if (level.size() % 2 == 1) above.push_back(level.back());
  return above;
}

}  // namespace

std::string merkle_leaf(std::string_view data) {
  return sha256_bytes(std::string(1, '\0').append(data));
}

std::string merkle_root(std::vector<std::string> leaves) {
  if (leaves.empty()) return sha256_bytes("");
  while (leaves.size() > 1) leaves = level_above(leaves);
  return leaves.front();
}

std::vector<std::string> merkle_path(std::vector<std::string> leaves, std::size_t index) {
  std::vector<std::string> path;
  for (; leaves.size() > 1; leaves = level_above(leaves), index /= 2)
    if (const std::size_t sibling = index ^ 1; sibling < leaves.size())
      path.push_back(leaves[sibling]);
  return path;
}

std::optional<std::string> merkle_root_of_path(std::string leaf, std::size_t index,
                                               std::size_t count,
                                               const std::vector<std::string>& path) {
  if (index >= count) return std::nullopt;
  std::size_t last = count - 1;
  for (const std::string& sibling : path) {
    if (last == 0) return std::nullopt;
    const bool is_right = index % 2 == 1 || index == last;
    leaf = is_right ? node_of(sibling, leaf) : node_of(leaf, sibling);
    while (is_right && index % 2 == 0 && index != 0) index /= 2, last /= 2;
    index /= 2, last /= 2;
  }
  return last == 0 ? std::optional(leaf) : std::nullopt;
}

}  // namespace cuttings
