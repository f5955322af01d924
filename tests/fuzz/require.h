#pragma once
// The fuzz targets' assert: holds in every build type and says what failed.

#include <cstdio>
#include <cstdlib>

namespace cuttings {

/// Ends the program with `claim` on stderr unless it holds.
inline void require(bool holds, const char* claim) {
  if (holds) return;
  std::fprintf(stderr, "not true: %s\n", claim);
  std::abort();
}

}  // namespace cuttings
