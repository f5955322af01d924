#pragma once
// Rule files: the site rules that a user keeps in files and folders.

#include <string>
#include <vector>

#include "config/base/result.h"
#include "extractor/rules/rule_set.h"
#include "tools/terminal.h"

namespace cuttings {

struct RuleFiles {
  RuleSet rules;
  std::vector<std::string> problems;  ///< "FILE:LINE: what", in order
  std::string digest;                 ///< of all bytes read; "" for no rules
};

/// Reads `paths`: files, and the *.toml and *.txt of folders in the order of their names. A file's
/// name says whose rule it is: "example.org.toml", ".example.org.txt". Error kNotFound, kIo,
/// kParse with file and line.
Result<RuleFiles> read_rule_files(const std::vector<std::string>& paths);

/// As read_rule_files(); each problem is a note on the terminal.
Result<RuleFiles> load_rules(const std::vector<std::string>& paths, const Terminal& terminal);

}  // namespace cuttings
