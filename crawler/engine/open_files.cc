#include "crawler/engine/open_files.h"

#include <sys/resource.h>

#include <algorithm>
#include <cstdint>

namespace cuttings {

int affordable_pages(int wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return wanted;
  const auto files = static_cast<std::int64_t>(limit.rlim_cur);
  return static_cast<int>(std::clamp<std::int64_t>((files - 64) / 5, 1, std::max(1, wanted)));
}

}  // namespace cuttings
