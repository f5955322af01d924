#include "extractor/blocks/hash_counts.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace cuttings {
namespace {

TEST(HashCounts, AHashBeginsAtZeroAndKeepsItsNumber) {
  HashCounts counts;
  EXPECT_EQ(counts[42], 0u);
  counts[42] += 3;
  ++counts[0];  // a hash like any other
  EXPECT_EQ(counts[42], 3u);
  EXPECT_EQ(counts[0], 1u);
  EXPECT_EQ(counts.size(), 2u);
}

TEST(HashCounts, ManyHashesAreKeptApartAlsoWhereTheyShareAPlace) {
  constexpr std::uint32_t kMany = 20'000;
  HashCounts counts;
  for (std::uint32_t i = 0; i < kMany; ++i) counts[std::uint64_t{i} << 20] = i + 1;
  for (std::uint32_t i = 0; i < kMany; ++i) ASSERT_EQ(counts[std::uint64_t{i} << 20], i + 1) << i;
  EXPECT_EQ(counts.size(), kMany);
}

}  // namespace
}  // namespace cuttings
