#pragma once
// What a SiteRule finds on one page.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "extractor/dom/document.h"
#include "extractor/rules/site_rule.h"

namespace cuttings {

/// Parts of the page, as ranges of node numbers [first, second), sorted.
using PageParts = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

struct RuleFindings {
  const SiteRule* rule = nullptr;
  PageParts body;   ///< empty: the page is read as without a rule
  PageParts strip;  ///< is no part of the article, wherever it stands
  std::string title, date;
  std::vector<std::string> authors;    ///< as the page writes them
  std::string single_page, next_page;  ///< hrefs as the page writes them
  std::vector<std::string> problems;   ///< "FILE:LINE: what": expressions without use
};

/// Builds libxml2's tree and runs the rule's expressions; one that fails is a problem, the others
/// count. O(page) for ordinary expressions; each has a budget (XPathPage).
RuleFindings find_by_rule(const Document& document, const SiteRule& rule);

/// True when node `index` lies in one of `parts`. O(log parts).
bool is_within(const PageParts& parts, std::uint32_t index);

}  // namespace cuttings
