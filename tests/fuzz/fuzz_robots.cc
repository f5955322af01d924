// robots.txt: any bytes, any path. Beyond "no crash": /robots.txt is always allowed, line ends do
// not matter, and a line nobody knows changes nothing.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "crawler/robots.h"

namespace {

void expect(bool is_true) {
  if (!is_true) std::abort();
}

}  // namespace

/// The path is what stands before the first NUL, the file what follows.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using cuttings::RobotsRules;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t split = std::min(input.find('\0'), input.size());
  const std::string_view path = input.substr(0, std::min<std::size_t>(split, 2048));
  const std::string_view file = input.substr(std::min(split + 1, input.size()));
  const RobotsRules rules = RobotsRules::parse(file, "cuttings");
  expect(rules.allows_path("/robots.txt").is_allowed);
  const auto decision = rules.allows_path(path);
  expect(decision.is_allowed || decision.line > 0);
  if (file.size() + 16 > RobotsRules::kMaxBytes) return 0;
  const std::string more = std::string(file) + "\nnobody-knows: x\n";
  expect(RobotsRules::parse(more, "cuttings").allows_path(path).is_allowed == decision.is_allowed);
  if (file.find('\r') != std::string_view::npos) return 0;
  std::string with_cr(file);
  for (char& c : with_cr)
    if (c == '\n') c = '\r';
  const auto same = RobotsRules::parse(with_cr, "cuttings").allows_path(path);
  expect(same.is_allowed == decision.is_allowed && same.line == decision.line);
  return 0;
}
