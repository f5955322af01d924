#include "extractor/blocks/data_table.h"
#include "extractor/blocks/decisions.h"

namespace cuttings {
namespace {

/// The innermost table around the block; null when there is none.
Node table_of(const PassInput& input, std::size_t block) {
  if ((input.page.blocks[block].within & kInTableCell) == 0) return {};
  Node node = input.document.node(input.page.blocks[block].container);
  while (node && node.tag() != Tag::kTable) node = node.parent();
  return node;
}

}  // namespace

void complete_tables(const PassInput& input, Decisions& decisions) {
  for (std::size_t i = 0; i < decisions.size();) {
    const Node table = table_of(input, i);
    if (!table) {
      ++i;
      continue;
    }
    const std::size_t end = input.page.first_block[table.subtree_end()];
    std::size_t kept = 0;
    for (std::size_t k = i; k < end; ++k) kept += decisions[k].is_kept;
    const bool is_mostly_kept =
        kept * 2 > end - i && kept < end - i && is_data_table(input.document, input.page, table);
    for (std::size_t k = i; is_mostly_kept && k < end; ++k)
      if (!decisions[k].is_kept && decisions[k].says == Reason::kNone &&
          (input.page.blocks[k].within & kInHidden) == 0)
        decisions[k].keep(Reason::kBodyTable);
    i = std::max(end, i + 1);
  }
}

}  // namespace cuttings
