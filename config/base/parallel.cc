#include "config/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <latch>
#include <string>
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

std::size_t threads_to_be_had(std::size_t wanted) {
  std::latch all_started(1);
  std::vector<std::jthread> threads;
  threads.reserve(wanted);
  try {
    while (threads.size() < wanted) threads.emplace_back([&] { all_started.wait(); });
  } catch (const std::system_error&) {  // no more of them
  }
  all_started.count_down();
  return std::max<std::size_t>(threads.size(), 1);
}

std::size_t granted_cores(std::string_view cpu_max, std::size_t cores) {
  std::uint64_t quota = 0, period = 0;
  const auto read = [&](std::uint64_t& number) {
    const auto [end, error] =
        std::from_chars(cpu_max.data(), cpu_max.data() + cpu_max.size(), number);
    cpu_max.remove_prefix(static_cast<std::size_t>(end - cpu_max.data()));
    if (!cpu_max.empty() && cpu_max.front() == ' ') cpu_max.remove_prefix(1);
    return error == std::errc() && number > 0;
  };
  if (!read(quota) || !read(period)) return cores;  // "max 100000"
  return static_cast<std::size_t>(
      std::clamp<std::uint64_t>(quota / period + (quota % period != 0), 1, cores));
}

std::size_t core_count() {
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  std::string cpu_max;
  std::ifstream file("/sys/fs/cgroup/cpu.max");
  std::getline(file, cpu_max);
  return granted_cores(cpu_max, cores);
}

}  // namespace cuttings
