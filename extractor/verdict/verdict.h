#pragma once
// Verdict: whether what came back is an article at all, and if not, what it is instead.
// docs/verdicts.md tells how it is judged and how well.

#include <string_view>
#include <vector>

#include "extractor/article.h"
#include "extractor/blocks/decisions.h"
#include "extractor/verdict/evidence.h"
#include "extractor/verdict/transfer.h"

namespace cuttings {

struct PageVerdict {
  Verdict verdict = Verdict::kArticle;
  PageKind kind = PageKind::kArticle;  ///< the likeliest kind; kArticle for an empty page
  std::vector<Evidence> evidence;      ///< each once, in the order of the enumerators
};

/// Judges the page. Never fails. Any thread. O(nodes + text).
PageVerdict judge_page(const PassInput& input, const Decisions& decisions,
                       const Transfer& transfer);

/// True where the text of such a page is worth keeping: an article, a part of one, or a page of
/// another kind. False for walls, shells and errors: their text is not the page's.
bool has_usable_text(Verdict verdict);

/// "needs JavaScript": what came back, in a few words.
std::string_view verdict_text(Verdict verdict);
/// What a user can do about it; empty for kArticle.
std::string_view verdict_advice(Verdict verdict);

}  // namespace cuttings
