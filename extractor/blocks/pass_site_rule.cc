#include "extractor/blocks/decisions.h"
#include "extractor/rules/rule_findings.h"

namespace cuttings {
namespace {

bool is_in_rule_body(const PassInput& input, std::size_t block) {
  return is_within(input.rule->body, input.page.blocks[block].begin);
}

}  // namespace

void keep_rule_body(const PassInput& input, Decisions& decisions) {
  if (input.rule == nullptr || input.rule->body.empty()) return;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const bool is_hidden = (input.page.blocks[i].within & kInHidden) != 0;
    if (is_in_rule_body(input, i) && !is_hidden && !decisions[i].is_kept)
      decisions[i].keep(Reason::kRuleBody);
  }
}

void drop_by_rule(const PassInput& input, Decisions& decisions) {
  if (input.rule == nullptr) return;
  const bool has_body = !input.rule->body.empty();
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const bool is_inside = has_body && is_in_rule_body(input, i);
    const bool is_hidden = (input.page.blocks[i].within & kInHidden) != 0;
    if (is_within(input.rule->strip, input.page.blocks[i].begin))
      decisions[i].drop(Reason::kRuleStrip);
    else if (has_body && !is_inside &&
             (decisions[i].is_kept || decisions[i].reason == Reason::kNone))
      decisions[i].drop(Reason::kRuleOutside);
    else if (is_inside && !input.rule->rule->prune && !decisions[i].is_kept && !is_hidden)
      decisions[i].keep(Reason::kRuleBody);
  }
}

}  // namespace cuttings
