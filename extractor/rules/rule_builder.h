#pragma once
// RuleBuilder: a SiteRule from its lines, in the words of FiveFilters' site patterns
// (https://help.fivefilters.org/full-text-rss/site-patterns.html), whatever file they stand in.

#include <string>
#include <string_view>
#include <vector>

#include "extractor/rules/site_rule.h"

namespace cuttings {

class RuleBuilder {
 public:
  explicit RuleBuilder(std::string file) { rule_.file = std::move(file); }

  /// Takes one `key: value` of `line`. What is unknown or wrong becomes a problem, nothing else.
  void add(std::string_view key, std::string_view value, int line);
  void add_replacement(std::string_view find, std::string_view replace);

  /// "FILE:LINE: what", in order; a rule with problems works without what they name.
  const std::vector<std::string>& problems() const { return problems_; }
  /// Says what is left unfinished (a find_string alone) and gives the rule.
  SiteRule finish();

 private:
  void problem(int line, const std::string& what);
  std::string place(int line) const;

  SiteRule rule_;
  std::vector<std::string> problems_;
  std::string find_;  // waits for its replace_string
  int find_line_ = 0;
};

}  // namespace cuttings
