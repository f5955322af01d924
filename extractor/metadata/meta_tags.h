#pragma once
// <meta>: Open Graph, Dublin Core, Parsely, Sailthru, Highwire citation_* and plain names.

#include "extractor/dom/document.h"
#include "extractor/metadata/candidates.h"

namespace cuttings {

/// Adds what one <meta> says, when its name is in meta_names.inc. O(1) but for the value's length.
void collect_meta_tag(Node meta, Candidates& out);

}  // namespace cuttings
