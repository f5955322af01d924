#pragma once
// The one walk over the page: hands <meta>, <script>, <link>, microdata, headings, by-lines and
// dates to the passes that read them.

#include <string>
#include <string_view>
#include <vector>

#include "extractor/dom/document.h"
#include "extractor/metadata/candidates.h"

namespace cuttings {

/// Adds the candidates of everything but JSON-LD and returns the JSON-LD scripts, undecoded.
/// O(nodes).
std::vector<std::string_view> scan_page(const Document& document, Candidates& out);

}  // namespace cuttings
