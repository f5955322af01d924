#pragma once
// TEI P5: an article as a <TEI> document for corpus tools. https://tei-c.org/release/doc/tei-p5-doc

#include <string>

#include "extractor/article.h"

namespace cuttings {

/// A <TEI> element, ended by a newline: title, authors, publisher, licence and dates in the header
/// (fileDesc, profileDesc; TEI P5 chapter 2), the paragraphs of Article::text as <p>. The caller
/// puts several into a <teiCorpus>. Well-formed XML 1.0 whatever the article holds.
std::string render_tei(const Article& article);

}  // namespace cuttings
