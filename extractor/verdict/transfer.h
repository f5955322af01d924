#pragma once
// Transfer: how a page came, as far as a verdict needs it.

#include <cstdint>

namespace cuttings {

/// All of it may be unknown.
struct Transfer {
  int http_status = 0;               ///< 0: not known
  std::uint64_t received_bytes = 0;  ///< of the body, before content decoding was undone
  std::uint64_t declared_bytes = 0;  ///< the Content-Length header; 0: none
  bool is_cut_off = false;           ///< whoever kept it says that it is not all
};

}  // namespace cuttings
