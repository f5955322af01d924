#pragma once
// Body builder: kept blocks become the article's structured body and its images.

#include <string>
#include <vector>

#include "config/base/url.h"
#include "extractor/article.h"
#include "extractor/blocks/decisions.h"

namespace cuttings {

struct Body {
  std::vector<BodyBlock> blocks;
  std::vector<Image> images;
};

/// Returns the kept blocks with their inline markup, lists, tables and code as they stood, and the
/// images among them with the captions that were dropped around them. `base` resolves links; null:
/// relative ones are left out. O(nodes of the body).
Body build_body(const Document& document, const PageBlocks& page, const Decisions& decisions,
                const Url* base);

}  // namespace cuttings
