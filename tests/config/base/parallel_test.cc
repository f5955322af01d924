#include "config/base/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

namespace cuttings {
namespace {

TEST(Parallel, EachThingIsTakenOnceHoweverManyThreadsThereAre) {
  for (const std::size_t threads : {0U, 1U, 2U, 64U})
    for (const std::size_t count : {0U, 1U, 1000U}) {
      std::vector<std::atomic<int>> taken(count);
      for_each_in_parallel(count, threads, [&](std::size_t i) { ++taken[i]; });
      for (const auto& times : taken) EXPECT_EQ(times, 1) << count << " by " << threads;
    }
}

}  // namespace
}  // namespace cuttings
