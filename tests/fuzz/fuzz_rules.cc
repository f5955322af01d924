// Any bytes as a site rule in both forms, and its expressions over a small page: problems with a
// place, never an error of the page, and each part inside it.

#include <cstdint>
#include <string>

#include "extractor/rules/rule_file.h"
#include "extractor/rules/rule_findings.h"
#include "tests/fuzz/require.h"

namespace {

using namespace cuttings;

void apply(const ReadRule& read) {
  static const Document kPage = std::move(*Document::parse(
      "<div id=a class=x><h1>T</h1><p>One <b>two</b><p>Three <a href=/2 rel=next>n</a></div>", {}));
  for (const std::string& problem : read.problems)
    require(problem.starts_with("f:"), "a problem says where it is");
  const RuleFindings found = find_by_rule(kPage, read.rule);
  for (const auto* parts : {&found.body, &found.strip})
    for (const auto& [begin, end] : *parts)
      require(begin < end && end <= kPage.size(), "a part lies in the page");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 8 << 10) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  apply(read_site_pattern(text, "f"));
  if (const auto read = read_toml_rule(text, "f")) apply(*read);
  return 0;
}
