#include "config/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace cuttings {

void for_each_in_parallel(std::size_t count, std::size_t threads,
                          const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  const auto take = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> others;
  try {
    while (others.size() + 1 < std::min(threads, count)) others.emplace_back(take);
  } catch (const std::system_error&) {  // no more threads: those there are do it
  }
  take();
}

std::size_t core_count() { return std::max(1U, std::thread::hardware_concurrency()); }

}  // namespace cuttings
