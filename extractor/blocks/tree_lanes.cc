#include "extractor/blocks/tree_lanes.h"

#include <bit>
#include <cassert>
#include <cstring>
#include <utility>

// Both kernels are plain loops over 64 lanes; the compiler makes vector code of them: once for any
// x86-64, once for processors with AVX2 (twice as wide) and once for those with AVX-512, whose
// masks make a choice one instruction. Which one runs is asked at run time.
#if defined(__x86_64__)
#define CUTTINGS_HAS_WIDE_KERNELS 1
#define CUTTINGS_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,prefer-vector-width=512")))
#endif

namespace cuttings {
namespace {

/// Blocks that stand side by side have much in common: most columns hold one number 64 times.
[[gnu::always_inline]] inline bool is_one_number(const float* __restrict numbers,
                                                 std::size_t rows) {
  std::uint32_t differing_bits = 0;
  for (std::size_t lane = 1; lane < rows; ++lane)
    differing_bits |=
        std::bit_cast<std::uint32_t>(numbers[lane]) ^ std::bit_cast<std::uint32_t>(numbers[0]);
  return differing_bits == 0;
}

[[gnu::always_inline]] inline void bins_kernel(const float* __restrict numbers, std::size_t rows,
                                               const float* __restrict thresholds,
                                               std::size_t count, Bin* __restrict out) {
  if (is_one_number(numbers, rows)) {
    const float number = numbers[0];
    std::int32_t above = -128;
    for (std::size_t i = 0; i < count; ++i) above += number < thresholds[i] ? 0 : 1;
    std::memset(out, above, kLanes);
    return;
  }
  std::int32_t above[kLanes];
  for (std::size_t lane = 0; lane < kLanes; ++lane) above[lane] = -128;
  for (std::size_t i = 0; i < count; ++i) {
    const float threshold = thresholds[i];
    for (std::size_t lane = 0; lane < kLanes; ++lane)
      above[lane] += numbers[lane] < threshold ? 0 : 1;
  }
  for (std::size_t lane = 0; lane < kLanes; ++lane) out[lane] = static_cast<Bin>(above[lane]);
}

using Level = std::uint8_t[std::size_t{1} << (kMaxTreeDepth - 1)][kLanes];

/// By lane: right where the test of this node says so, else left.
[[gnu::always_inline]] inline void choose(TreeTest test, const BinLanes* __restrict bins,
                                          const std::uint8_t* __restrict left,
                                          const std::uint8_t* __restrict right,
                                          std::uint8_t* __restrict out) {
  const Bin* bin = bins[test.feature].data();
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const std::uint8_t if_left = left[lane], if_right = right[lane];
    out[lane] = bin[lane] > test.bin ? if_right : if_left;
  }
}

/// From the lowest level up: a node's answer is that of the child its test points to.
[[gnu::always_inline]] inline void leaves_kernel(const TreeTest* __restrict tests,
                                                 std::size_t count, const BinLanes* __restrict bins,
                                                 const float* __restrict values,
                                                 float* __restrict sums) {
  alignas(64) Level first, second;
  auto *answers = first, *next = second;
  const std::size_t width = (count + 1) / 2;  // of the lowest level
  for (std::size_t i = 0; i < width; ++i) {
    const TreeTest test = tests[width - 1 + i];
    const Bin* bin = bins[test.feature].data();
    const auto left = static_cast<std::uint8_t>(2 * i), right = static_cast<std::uint8_t>(left + 1);
    for (std::size_t lane = 0; lane < kLanes; ++lane)
      answers[i][lane] = bin[lane] > test.bin ? right : left;
  }
  for (std::size_t level = width / 2; level > 0; level /= 2) {
    for (std::size_t i = 0; i < level; ++i)
      choose(tests[level - 1 + i], bins, answers[2 * i], answers[2 * i + 1], next[i]);
    std::swap(answers, next);
  }
  for (std::size_t lane = 0; lane < kLanes; ++lane) sums[lane] += values[answers[0][lane]];
}

struct Kernels {
  void (*bins)(const float* numbers, std::size_t rows, const float* thresholds, std::size_t count,
               Bin* out);
  void (*leaves)(const TreeTest* tests, std::size_t count, const BinLanes* bins,
                 const float* values, float* sums);
};

#ifdef CUTTINGS_HAS_WIDE_KERNELS
__attribute__((target("avx2"))) void bins_avx2(const float* numbers, std::size_t rows,
                                               const float* thresholds, std::size_t count,
                                               Bin* out) {
  bins_kernel(numbers, rows, thresholds, count, out);
}
__attribute__((target("avx2"))) void leaves_avx2(const TreeTest* tests, std::size_t count,
                                                 const BinLanes* bins, const float* values,
                                                 float* sums) {
  leaves_kernel(tests, count, bins, values, sums);
}
CUTTINGS_AVX512 void bins_avx512(const float* numbers, std::size_t rows, const float* thresholds,
                                 std::size_t count, Bin* out) {
  bins_kernel(numbers, rows, thresholds, count, out);
}
CUTTINGS_AVX512 void leaves_avx512(const TreeTest* tests, std::size_t count, const BinLanes* bins,
                                   const float* values, float* sums) {
  leaves_kernel(tests, count, bins, values, sums);
}
#endif

Kernels choose_kernels() {
#ifdef CUTTINGS_HAS_WIDE_KERNELS
  if (__builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vl") != 0)
    return {bins_avx512, leaves_avx512};
  if (__builtin_cpu_supports("avx2") != 0) return {bins_avx2, leaves_avx2};
#endif
  return {[](const float* numbers, std::size_t rows, const float* thresholds, std::size_t count,
             Bin* out) { bins_kernel(numbers, rows, thresholds, count, out); },
          [](const TreeTest* tests, std::size_t count, const BinLanes* bins, const float* values,
             float* sums) { leaves_kernel(tests, count, bins, values, sums); }};
}

const Kernels& kernels() {
  static const Kernels kChosen = choose_kernels();
  return kChosen;
}

}  // namespace

BinLanes find_bins(const LaneTable<float>::Lanes& numbers, std::size_t rows,
                   std::span<const float> thresholds) {
  assert(thresholds.size() < 256 && rows <= kLanes);
  BinLanes bins;
  kernels().bins(numbers.data(), rows, thresholds.data(), thresholds.size(), bins.data());
  return bins;
}

void add_leaves(std::span<const TreeTest> tests, std::span<const BinLanes> bins,
                std::span<const float> values, LaneTable<float>::Lanes& sums) {
  assert(tests.size() < (std::size_t{1} << kMaxTreeDepth) && values.size() == tests.size() + 1);
  if (tests.empty())
    for (float& sum : sums) sum += values[0];
  else
    kernels().leaves(tests.data(), tests.size(), bins.data(), values.data(), sums.data());
}

}  // namespace cuttings
