#include "tools/batch_memory.h"

#include <malloc.h>

namespace cuttings {
namespace {

constexpr int kLargestKept = 32 << 20;  // glibc's own limit: larger pieces are mapped one by one
constexpr int kMostKept = 64 << 20;     // twice what ordinary pages take, a thread
constexpr int kGrowth = 4 << 20;        // asked for at a time

}  // namespace

void keep_freed_memory() {
  mallopt(M_MMAP_THRESHOLD, kLargestKept);
  mallopt(M_TRIM_THRESHOLD, kMostKept);
  mallopt(M_TOP_PAD, kGrowth);
}

}  // namespace cuttings
