#pragma once
// The two lines above an article on a terminal.

#include <string>
#include <string_view>

#include "extractor/article.h"

namespace cuttings {

/// "# Title\n*Ann Lee · The Example · 3 February 2026, 08:10 UTC · 412 words · en*\n": Markdown of
/// what is known; a line of which nothing is known is left out. The caller puts an empty line
/// between this and the body, and escapes for the terminal.
std::string render_header(const Article& article);

/// An ISO 8601 date of Metadata for an English reader: "3 February 2026", "3 February 2026, 08:10
/// UTC", "3 February 2026, 08:10 UTC+1" (in the page's own zone, not converted). What is not of
/// that form comes back as it is.
std::string readable_date(std::string_view iso);

}  // namespace cuttings
