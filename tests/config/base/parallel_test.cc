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

TEST(GrantedCores, AContainersShareOfTheProcessorIsKeptTo) {
  EXPECT_EQ(granted_cores("200000 100000", 64), 2u);
  EXPECT_EQ(granted_cores("150000 100000", 64), 2u);
  EXPECT_EQ(granted_cores("10000 100000", 64), 1u);
  EXPECT_EQ(granted_cores("12800000 100000", 64), 64u);
  for (const char* unlimited : {"max 100000", "", "200000", "0 0", "x", "200000 0"})
    EXPECT_EQ(granted_cores(unlimited, 8), 8u) << unlimited;
}

}  // namespace
}  // namespace cuttings
