#pragma once
// BlockReport: what the extractor says of one block of the page: its text, kept or dropped, and
// why.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "extractor/blocks/reason.h"

namespace cuttings {

/// How many of a page's visible blocks are part of the article.
struct KeptBlocks {
  std::size_t kept = 0;
  std::size_t all = 0;
};

struct BlockReport {
  std::string text;  ///< visible text, white space collapsed
  std::string path;  ///< where it stands: "main>article>p", innermost last, at most 6 elements
  bool is_kept = false;
  Reason reason = Reason::kNone;
  double score = 0;  ///< the decision's score, 0-1; above the threshold means body text
  std::vector<std::string> places = {};  ///< XPath of ancestors with a name (rules/suggest_rule.h)
};

}  // namespace cuttings
