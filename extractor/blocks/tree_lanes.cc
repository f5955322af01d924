#include "extractor/blocks/tree_lanes.h"

#include <bit>
#include <cassert>
#include <cstring>
#include <utility>

// Both kernels are compiled once for any x86-64, once for processors with AVX2 (twice as wide) and
// once for those with AVX-512, whose masks make a choice one instruction. Which one runs is asked
// at run time.
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

// Bytes of a register of SSE2, AVX2 and AVX-512.
constexpr std::size_t kSse2 = 16, kAvx2 = 32, kAvx512 = 64;

/// By lane, the number of a leaf.
template <std::size_t kRegister>
struct Leaves {
  using Bins [[gnu::vector_size(kRegister)]] = Bin;
  using Numbers [[gnu::vector_size(kRegister)]] = std::uint8_t;
  static constexpr std::size_t kParts = kLanes / kRegister;

  [[gnu::always_inline]] void add(std::uint8_t number) {
    for (Numbers& part : parts) part += number;
  }
  /// Right where the test of a node says so, else left.
  [[gnu::always_inline]] void choose(TreeTest test, const BinLanes* __restrict bins,
                                     const Leaves& left, const Leaves& right) {
    for (std::size_t i = 0; i < kParts; ++i) {
      Bins bin;
      std::memcpy(&bin, bins[test.feature].data() + i * kRegister, kRegister);
      parts[i] = bin > test.bin ? right.parts[i] : left.parts[i];
    }
  }

  Numbers parts[kParts];
};

/// From the lowest level up: a node's answer is that of the child its test points to. The lowest
/// two levels at once: what is between them stays in registers.
template <std::size_t kRegister>
[[gnu::always_inline]] inline void leaves_kernel(const TreeTest* __restrict tests,
                                                 std::size_t count, const BinLanes* __restrict bins,
                                                 const float* __restrict values,
                                                 float* __restrict sums) {
  Leaves<kRegister> answers[std::size_t{1} << (kMaxTreeDepth - 1)], left, right;
  // Counted up instead of set: the compiler spreads a number over a register byte by byte.
  Leaves<kRegister> first = {}, second = {}, third = {}, fourth = {};
  second.add(1), third.add(2), fourth.add(3);
  if (count == 1) answers[0].choose(tests[0], bins, first, second);
  std::size_t width = (count + 1) / 4;  // of the level being answered
  for (std::size_t i = 0; i < width; ++i) {
    const TreeTest* const children = tests + 2 * (width - 1 + i) + 1;
    left.choose(children[0], bins, first, second);
    right.choose(children[1], bins, third, fourth);
    answers[i].choose(tests[width - 1 + i], bins, left, right);
    first.add(4), second.add(4), third.add(4), fourth.add(4);
  }
  for (width /= 2; width > 0; width /= 2)
    for (std::size_t i = 0; i < width; ++i)
      answers[i].choose(tests[width - 1 + i], bins, answers[2 * i], answers[2 * i + 1]);
  std::uint8_t reached[kLanes];
  std::memcpy(reached, answers, kLanes);
  for (std::size_t lane = 0; lane < kLanes; ++lane) sums[lane] += values[reached[lane]];
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
  leaves_kernel<kAvx2>(tests, count, bins, values, sums);
}
CUTTINGS_AVX512 void bins_avx512(const float* numbers, std::size_t rows, const float* thresholds,
                                 std::size_t count, Bin* out) {
  bins_kernel(numbers, rows, thresholds, count, out);
}
CUTTINGS_AVX512 void leaves_avx512(const TreeTest* tests, std::size_t count, const BinLanes* bins,
                                   const float* values, float* sums) {
  leaves_kernel<kAvx512>(tests, count, bins, values, sums);
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
             float* sums) { leaves_kernel<kSse2>(tests, count, bins, values, sums); }};
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
