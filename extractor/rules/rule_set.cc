#include "extractor/rules/rule_set.h"

namespace cuttings {

void RuleSet::add(std::string name, SiteRule rule) {
  if (name.starts_with("www.")) name.erase(0, 4);
  rules_.insert_or_assign(std::move(name), std::move(rule));
}

const SiteRule* RuleSet::find(std::string_view host) const {
  if (host.starts_with("www.")) host.remove_prefix(4);
  if (const auto own = rules_.find(host); own != rules_.end()) return &own->second;
  for (;;) {
    if (const auto wide = rules_.find("." + std::string(host)); wide != rules_.end())
      return &wide->second;
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos) return nullptr;
    host.remove_prefix(dot + 1);
  }
}

}  // namespace cuttings
