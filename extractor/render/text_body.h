#pragma once
// Article::text taken for a body again: a store keeps the text only.

#include <string_view>
#include <vector>

#include "extractor/article.h"

namespace cuttings {

/// What stands between blank lines, in order; empty for an empty text. Views into `text`.
std::vector<std::string_view> paragraphs_of(std::string_view text);

/// One kParagraph for each of paragraphs_of(text).
std::vector<BodyBlock> body_of_text(std::string_view text);

/// `article` with a body of its text when it has none, for the renderers of bodies.
Article with_body(Article article);

}  // namespace cuttings
