#pragma once
// Seal: one root over captures and versions, chained to the one before. docs/schema.md, "Seals".

#include <cstdint>
#include <string>
#include <vector>

#include "config/base/signature.h"

namespace cuttings {

/// A row of `seals`. Hashes are hex.
struct Seal {
  std::int64_t id = 0;
  std::string day, sealed_at;
  std::int64_t leaf_count = 0;
  std::string root, previous, chain;
  Signature signature;  ///< empty: not signed
};

/// What a fetch's leaf covers.
struct SealedCapture {
  std::string url, started_at, http_status, outcome, body_sha256;
};

/// The digest of a capture: the data of its leaf. Hex.
std::string capture_digest(const SealedCapture& capture);

/// The hash that the next seal refers to and a signature signs: over the one before, day, count,
/// root and time. Hex.
std::string chain_hash(const Seal& seal);

/// The root over leaves with the data `digests`, in order. Hex.
std::string root_of(const std::vector<std::string>& digests);

}  // namespace cuttings
