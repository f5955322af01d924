#pragma once
// for_each_in_parallel(): the same work on many things, by several threads.

#include <cstddef>
#include <functional>
#include <string_view>

namespace cuttings {

/// Calls `work(0)` to `work(count - 1)`, in any order, on the calling thread and up to `threads -
/// 1` of its own; returns when all are done. `work` must not throw. With fewer threads to be had
/// than wanted it takes longer.
void for_each_in_parallel(std::size_t count, std::size_t threads,
                          const std::function<void(std::size_t)>& work);

/// How many of `wanted` threads the system lets this process start now, at least 1: it starts them
/// and ends them again. Boost 1.74's thread_pool waits for ever when it gets fewer than it wants.
std::size_t threads_to_be_had(std::size_t wanted);

/// How many threads can run at the same time, at least 1: what the scheduler may use, and no more
/// than the control group's share of processor time is worth (a container's --cpus).
std::size_t core_count();

/// The cores that a cgroup v2 `cpu.max` file grants ("200000 100000": 2), rounded up; `cores` when
/// it sets no limit or cannot be read so. https://docs.kernel.org/admin-guide/cgroup-v2.html
std::size_t granted_cores(std::string_view cpu_max, std::size_t cores);

/// `wanted` threads, or one for each core when that is 0.
inline std::size_t threads_or_cores(std::size_t wanted) {
  return wanted == 0 ? core_count() : wanted;
}

}  // namespace cuttings
