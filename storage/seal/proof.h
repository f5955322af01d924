#pragma once
// Proof: that one capture is in a seal, for those who have neither store nor program.

#include <string>
#include <vector>

#include "config/base/result.h"
#include "config/store_options.h"
#include "storage/seal/seal.h"

namespace cuttings {

struct Proof {
  SealedCapture capture;
  std::size_t leaf_index = 0;
  std::vector<std::string> path;  ///< hex, from the leaf up
  Seal seal;                      ///< id is not part of the proof
};

/// The proof of a capture: the fetch of that id, or the last sealed one of a URL. Error kNotFound:
/// there is none, or no seal covers it yet; kStore. O(leaves of the day).
Result<Proof> prove_capture(const StoreOptions& options, const std::string& id_or_url);

/// What is wrong with the proof; "" when it holds: capture, path, root, chain hash and, where there
/// is one, signature fit together. Whose key it is, and that the chain hash is the one published,
/// is for the reader to know.
std::string fault_of(const Proof& proof);

}  // namespace cuttings
