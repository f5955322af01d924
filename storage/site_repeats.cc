#include "storage/site_repeats.h"

#include <algorithm>
#include <set>

#include "config/base/text.h"

namespace cuttings {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (const std::string_view line : split(text, '\n'))
    if (const std::string_view words = trim_ascii(line); !words.empty()) lines.push_back(words);
  return lines;
}

}  // namespace

bool differs_by_repeats(std::string_view before, std::string_view after,
                        const std::vector<std::string>& repeats) {
  const std::set<std::string_view> left_out(repeats.begin(), repeats.end());
  std::vector<std::string_view> lines = lines_of(before);
  std::erase_if(lines, [&](std::string_view line) { return left_out.contains(line); });
  return !left_out.empty() && lines == lines_of(after);
}

}  // namespace cuttings
