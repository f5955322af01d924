// robots.txt: any bytes, any path. Beyond "no crash": /robots.txt is always allowed, line ends do
// not matter, and a line nobody knows changes nothing. Of the bytes of a file (robots_text.h):
// ASCII is taken as it is, and is the same in UTF-16.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "crawler/robots.h"
#include "crawler/robots_text.h"

namespace {

void expect(bool is_true) {
  if (!is_true) std::abort();
}

void check_text(std::string_view file) {
  const auto text = cuttings::robots_text(file);
  expect(!text || text->size() <= 2 * std::max(file.size(), cuttings::RobotsRules::kMaxBytes + 1));
  const bool is_ascii = std::all_of(file.begin(), file.end(), [](char c) { return c > 0; });
  if (!is_ascii || file.size() < 4) return;
  expect(text == file);
  std::string wide = "\xFF\xFE";
  for (const char c : file) wide.append(1, c).append(1, '\0');
  expect(cuttings::robots_text(wide) == file);
}

}  // namespace

/// The path is what stands before the first NUL, the file what follows.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using cuttings::RobotsRules;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t split = std::min(input.find('\0'), input.size());
  const std::string_view path = input.substr(0, std::min<std::size_t>(split, 2048));
  const std::string_view file = input.substr(std::min(split + 1, input.size()));
  check_text(file);
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
