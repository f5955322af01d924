#pragma once
// Data tables: telling a table of facts from one that lays the page out.

#include "extractor/blocks/text_block.h"

namespace cuttings {

/// True when `table` has no table inside, two rows or more, more cells than rows, and cells of a
/// block or two of few words each. O(nodes of the table).
bool is_data_table(const Document& document, const PageBlocks& page, Node table);

}  // namespace cuttings
