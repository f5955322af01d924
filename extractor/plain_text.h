#pragma once
// extract_text(): an article out of plain text that another program took from a page, by dropping
// the lines that program should not have kept.

#include "extractor/extract.h"

namespace cuttings {

/// The lines of `page` (text/plain) without residue of the page's frame: a line goes when all it
/// says is clutter by the vocabulary (blocks/phrases.h), whatever its language, or when the other
/// texts of the run share it (page.site.texts), unless most of the text would go. Kept lines are
/// byte-exact but for the line end; blank lines between two of them become one. Every line that is
/// not blank is reported with its reason when report_blocks is on. Metadata but the language is not
/// guessed. Errors: as extract(). O(bytes).
Result<Extraction> extract_text(PageInput page, const ExtractOptions& options);

}  // namespace cuttings
