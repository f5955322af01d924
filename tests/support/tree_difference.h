#pragma once
// compare_trees(): whether a tree of ours differs from Gumbo's direct parse only where Gumbo 0.10.1
// departs from the HTML standard. docs/parsing.md lists and explains the kinds.

#include <string>

#include "tests/support/direct_parse.h"

namespace cuttings {

struct TreeDifference {
  bool has_attribute_after_duplicate =
      false;                              ///< Gumbo glues a repeated attribute's name to the next
  bool has_forbidden_code_point = false;  ///< Gumbo turns controls and noncharacters into U+FFFD
  std::string unexplained = {};  ///< as first_difference() shows it; "" when all is explained
};

/// Compares line by line; `ours` is of the same page as `direct`. O(lines).
TreeDifference compare_trees(const TreeLines& direct, const TreeLines& ours);

}  // namespace cuttings
