#pragma once
// Merkle trees over SHA-256 as in RFC 6962, section 2.1: a leaf's hash begins with the byte 0, a
// node's with 1, so that neither can be taken for the other. Hashes are 32 bytes.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cuttings {

std::string merkle_leaf(std::string_view data);

/// The root over hashes of merkle_leaf(), in order; of none, the hash of nothing. O(leaves).
std::string merkle_root(std::vector<std::string> leaves);

/// The siblings on the way from leaf `index` (below leaves.size()) to the root. RFC 6962, 2.1.1.
std::vector<std::string> merkle_path(std::vector<std::string> leaves, std::size_t index);

/// The root that a leaf and its path lead to; empty when they cannot be of a tree of so many
/// leaves. RFC 9162, section 2.1.3.2.
std::optional<std::string> merkle_root_of_path(std::string leaf, std::size_t index,
                                               std::size_t count,
                                               const std::vector<std::string>& path);

}  // namespace cuttings
