#pragma once
// JSON-LD: the schema.org objects a page describes itself with.

#include <string_view>
#include <vector>

#include "extractor/metadata/candidates.h"

namespace cuttings {

/// Adds what the scripts of one page (the bodies of <script type="application/ld+json">, undecoded)
/// say of its article. They are read together, because one may name by "@id" what another holds.
/// Broken JSON is mended where json_repair.h can; else that script is left out. Of several articles
/// the one whose URL is `page_url` counts most, else the first. O(n), kMaxJsonBytes a script.
void collect_json_ld(const std::vector<std::string_view>& scripts, std::string_view page_url,
                     Candidates& out);

}  // namespace cuttings
