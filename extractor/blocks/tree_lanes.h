#pragma once
// TreeLanes: a complete decision tree walked by 64 rows at once, on small integers.

#include <cstdint>
#include <span>

#include "extractor/blocks/lane_table.h"

namespace cuttings {

/// Levels of tests a tree may have: a leaf's number must fit a byte.
constexpr std::size_t kMaxTreeDepth = 8;

/// A number as its bin: how many of its feature's thresholds are not above it, less 128 (signed
/// bytes are what SSE2 and AVX2 compare).
using Bin = std::int8_t;
using BinLanes = LaneTable<Bin>::Lanes;

/// An inner node: right when the row's bin of `feature` is above `bin`. The default is left always.
struct TreeTest {
  static constexpr Bin kNone = 127;  // no number's bin is above it

  bool is_made() const { return bin != kNone; }

  std::uint16_t feature = 0;
  Bin bin = kNone;
};

/// Returns the bins of the numbers of the first `rows` lanes, at most 64; what the others get is of
/// no meaning. Not a number counts as above all. `thresholds` rise, at most 255. O(thresholds).
BinLanes find_bins(const LaneTable<float>::Lanes& numbers, std::size_t rows,
                   std::span<const float> thresholds);

/// Adds to each row's sum the value of the leaf it reaches. `tests` are the tree's 2^depth - 1
/// inner nodes breadth first, the children of node i at 2i + 1 and 2i + 2; `values` the leaves from
/// left to right; `bins` has an entry a feature. Every test is made for all rows: without branches
/// that is quicker than 64 walks. Any thread.
void add_leaves(std::span<const TreeTest> tests, std::span<const BinLanes> bins,
                std::span<const float> values, LaneTable<float>::Lanes& sums);

}  // namespace cuttings
