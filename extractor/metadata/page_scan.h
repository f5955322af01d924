#pragma once
// The one walk over the page: hands <meta>, <script>, <link>, microdata, headings, by-lines and
// dates to the passes that read them.

#include <string>
#include <string_view>
#include <vector>

#include "extractor/dom/document.h"
#include "extractor/metadata/candidates.h"

namespace cuttings {

/// A page's inline scripts, undecoded: at most 64 of either kind.
struct PageScripts {
  std::vector<std::string_view> json_ld, others;
};

/// Adds the candidates of everything but scripts and returns these. O(nodes).
PageScripts scan_page(const Document& document, Candidates& out);

}  // namespace cuttings
