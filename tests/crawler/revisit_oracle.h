#pragma once
// fewest_looks(): what an oracle that knows every edit would need, bound to the same curve.

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "config/crawl_options.h"

namespace cuttings {

/// From the edit on, up to the next one (seconds): a look in between sees it.
using EditWindow = std::pair<std::int64_t, std::int64_t>;

/// The fewest looks at an article from `begin` until one falls on `end` or later, such that each
/// window holds one, under the rules of the curve: the first wait is first_s, none is shorter than
/// that or longer than max_s, none is longer than `grow` times the one before. Times are rounded up
/// to multiples of first_s after `begin`. 0: no such looks. O(answer x (end - begin) / first_s).
inline int fewest_looks(std::int64_t begin, std::int64_t end, const std::vector<EditWindow>& edits,
                        const RevisitOptions& options) {
  const auto place = [&](std::int64_t time) {
    return static_cast<std::size_t>((time - begin + options.first_s - 1) / options.first_s);
  };
  const std::size_t last = std::max<std::size_t>(1, place(end));
  const std::size_t longest = static_cast<std::size_t>(options.max_s / options.first_s);
  // A look at t needs the look before it at or behind earliest[t]: no window may lie in between.
  std::vector<std::size_t> earliest(last + 1, 0);
  for (const auto& [from, to] : edits)
    for (std::size_t t = place(to); t <= last; ++t)
      earliest[t] = std::max(earliest[t], place(from));
  // wait[t]: the longest wait with which the last of `looks` looks can be at t; 0: it cannot be.
  // A longer one is never worse: what may follow it is more.
  std::vector<std::size_t> wait(last + 1, 0);
  wait[1] = 1;
  for (int looks = 1; looks <= static_cast<int>(last); ++looks) {
    if (wait[last] > 0) return looks;
    std::vector<std::size_t> next(last + 1, 0);
    for (std::size_t t = 1, from = 0; t <= last; ++t) {
      from = std::max({from, earliest[t], t > longest ? t - longest : 0});
      const auto reaches = [&](std::size_t at) {
        return wait[at] > 0 &&
               static_cast<double>(t - at) <= options.grow * static_cast<double>(wait[at]);
      };
      while (from < t && !reaches(from)) ++from;  // what does not reach t reaches no later one
      next[t] = from < t ? t - from : 0;
    }
    wait = std::move(next);
  }
  return 0;
}

}  // namespace cuttings
