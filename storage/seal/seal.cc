#include "storage/seal/seal.h"

#include "config/base/digest.h"
#include "storage/row_digest.h"
#include "storage/seal/merkle.h"

namespace cuttings {

std::string capture_digest(const SealedCapture& capture) {
  return row_digest(
      {capture.url, capture.started_at, capture.http_status, capture.outcome, capture.body_sha256});
}

std::string chain_hash(const Seal& seal) {
  return row_digest(
      {seal.previous, seal.day, std::to_string(seal.leaf_count), seal.root, seal.sealed_at});
}

std::string root_of(const std::vector<std::string>& digests) {
  std::vector<std::string> leaves;
  for (const std::string& digest : digests) leaves.push_back(merkle_leaf(digest));
  return hex_of(merkle_root(std::move(leaves)));
}

}  // namespace cuttings
