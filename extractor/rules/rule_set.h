#pragma once
// RuleSet: the rules of many sites, found by a page's host.

#include <map>
#include <string>
#include <string_view>

#include "extractor/rules/site_rule.h"

namespace cuttings {

class RuleSet {
 public:
  /// `name` as FiveFilters names files: "example.org" is for that host and www.example.org,
  /// ".example.org" for every host below it too. A rule of the same name takes the place of the
  /// one before.
  void add(std::string name, SiteRule rule);

  /// The rule of `host` (lower case): its own before those of the domains above it, the nearest
  /// first; null when there is none. Thread-safe. O(labels log rules).
  const SiteRule* find(std::string_view host) const;

  std::size_t size() const { return rules_.size(); }
  auto begin() const { return rules_.begin(); }
  auto end() const { return rules_.end(); }

 private:
  std::map<std::string, SiteRule, std::less<>> rules_;
};

}  // namespace cuttings
