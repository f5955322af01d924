#pragma once
// Spans made ready for a renderer: the one place where runs of text are joined and their white
// space settled.

#include <string>
#include <vector>

#include "extractor/article.h"

namespace cuttings {

/// `spans` without empty ones, neighbours of one style joined, links that are not http(s) turned
/// into plain text, white space collapsed across the borders (a LF, a line break, stays and takes
/// the space around it), none at the ends, NUL and other C0 and C1 controls gone. O(bytes).
std::vector<Span> tidy_spans(const std::vector<Span>& spans);

/// The text of tidied `spans`; a line break becomes a LF.
std::string plain_text(const std::vector<Span>& spans);

/// The text of a kCode block as it is: line ends LF, none at the ends, C0 and C1 controls but tab
/// gone.
std::string code_text(const BodyBlock& block);

/// The caption as a reader should see it: "caption (credit)", the credit only where the caption
/// does not already hold it.
std::string caption_line(const Image& image);

/// The image a kImage block stands for, or null when there is none with an http(s) URL.
const Image* shown_image(const Article& article, const BodyBlock& block);

}  // namespace cuttings
