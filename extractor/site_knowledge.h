#pragma once
// SiteKnowledge: what is known of a page's site before the page is read.

#include "extractor/rules/rule_set.h"
#include "extractor/site_memory.h"
#include "extractor/text_repeats.h"

namespace cuttings {

/// All outlive the page; null: nothing is known.
struct SiteKnowledge {
  const SiteMemory* memory = nullptr;
  const RuleSet* rules = nullptr;
  const TextRepeats* texts = nullptr;  ///< for text/plain only
};

}  // namespace cuttings
