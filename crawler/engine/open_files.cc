#include "crawler/engine/open_files.h"

#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace cuttings {

namespace {

constexpr std::int64_t kOwnFiles = 64, kPageFiles = 5;
constexpr std::int64_t kIdlePerPage = 8;  // chosen by hand: a round of hosts

/// Empty: there is no limit.
std::optional<std::int64_t> file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return {};
  return static_cast<std::int64_t>(limit.rlim_cur);
}

}  // namespace

int affordable_pages(int wanted) {
  const auto files = file_limit();
  if (!files) return wanted;
  return static_cast<int>(
      std::clamp<std::int64_t>((*files - kOwnFiles) / kPageFiles, 1, std::max(1, wanted)));
}

int affordable_idle_connections(int pages) {
  const std::int64_t wanted = kIdlePerPage * pages;
  const auto files = file_limit();
  const std::int64_t left = files ? *files - kOwnFiles - kPageFiles * pages : wanted;
  return static_cast<int>(std::clamp<std::int64_t>(left, pages, wanted));
}

}  // namespace cuttings
