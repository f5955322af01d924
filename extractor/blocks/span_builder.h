#pragma once
// Span builder: the inline content of one block as styled runs of text.

#include <vector>

#include "config/base/url.h"
#include "extractor/article.h"
#include "extractor/blocks/text_block.h"

namespace cuttings {

/// White space collapsed over the whole block, runs of one style joined; never empty for a block
/// with text. Links that `base` (may be null) cannot make absolute http(s) are plain text.
std::vector<Span> build_spans(const Document& document, const TextBlock& block, const Url* base);

/// The block's characters with white space as it stands, a line feed for <br>: for code.
std::string preformatted_text(const Document& document, const TextBlock& block);

}  // namespace cuttings
