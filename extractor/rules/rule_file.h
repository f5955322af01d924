#pragma once
// Rule files: a SiteRule from the text of a file, ours (TOML) or FiveFilters' (`key: value` lines).

#include <string>
#include <string_view>
#include <vector>

#include "config/base/result.h"
#include "extractor/rules/site_rule.h"

namespace cuttings {

struct ReadRule {
  SiteRule rule;
  std::vector<std::string> problems;  ///< "FILE:LINE: what"; the rule works without what they name
};

/// A FiveFilters site pattern. Never fails: what it cannot read are problems. O(text).
ReadRule read_site_pattern(std::string_view text, const std::string& file);

/// The same keys in TOML: a string or a list of strings each, `replace = [["find", "replace"]]` and
/// `[[test]]` with `url` and `contains`. Error kParse: no TOML, with file and line.
Result<ReadRule> read_toml_rule(std::string_view text, const std::string& file);

}  // namespace cuttings
