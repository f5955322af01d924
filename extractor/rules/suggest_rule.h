#pragma once
// suggest_rule(): a site rule's first draft, from what the extractor kept and dropped on pages of
// the site.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extractor/blocks/block_report.h"
#include "extractor/dom/document.h"

namespace cuttings {

/// XPath expressions that name the ancestors of `element` and itself, each once, at most 8 elements
/// up: "//div[@id='story']", "//div[contains(concat(' ', normalize-space(@class), ' '),
/// ' story ')]", "//article". Only names without digits: others are made for one page.
std::vector<std::string> places_of(Node element);

struct RuleSuggestion {
  std::string body;                ///< empty when no place holds the article on all pages
  std::vector<std::string> strip;  ///< places within the body whose text was dropped on every page
  double kept = 0;                 ///< share of the kept words that lie in `body`
  double clutter = 0;  ///< share of the dropped words among those in `body`, without `strip`
};

/// The place that most exactly holds the kept blocks of all `pages` (their block reports), and what
/// of it to strip. O(blocks).
RuleSuggestion suggest_rule(std::span<const std::vector<BlockReport>> pages);

}  // namespace cuttings
