#include "extractor/blocks/data_table.h"
#include "extractor/blocks/decisions.h"
#include "extractor/blocks/text_shape.h"

namespace cuttings {
namespace {

/// The innermost table around the block; null when there is none.
Node table_of(const PassInput& input, std::size_t block) {
  if ((input.page.blocks[block].within & kInTableCell) == 0) return {};
  Node node = input.document.node(input.page.blocks[block].container);
  while (node && node.tag() != Tag::kTable) node = node.parent();
  return node;
}

/// The cell around the block; null when there is none.
Node cell_of(const PassInput& input, std::size_t block) {
  if ((input.page.blocks[block].within & kInTableCell) == 0) return {};
  Node node = input.document.node(input.page.blocks[block].container);
  while (node && node.tag() != Tag::kTd && node.tag() != Tag::kTh) node = node.parent();
  return node;
}

/// A whole sentence or more without a link.
bool is_plain_prose(const PassInput& input, std::size_t block) {
  constexpr std::uint32_t kMinWords = 12;
  const TextBlock& text = input.page.blocks[block];
  return text.words >= kMinWords && text.links == 0 && text.heading_level == 0 &&
         (text.within & (kInHidden | kInForm | kInFooter | kInAside)) == 0 &&
         measure_text(input.text(block)).ends_sentence;
}

/// A layout by tables leaves the last paragraphs of a text in another element than those before
/// them: an open <font> ends there. They go on in the same cell.
void complete_cells(const PassInput& input, Decisions& decisions) {
  constexpr float kSure = 0.9f, kLeast = 0.1f;
  for (std::size_t i = 1; i < decisions.size(); ++i) {
    const bool follows = decisions[i - 1].is_kept && decisions[i - 1].score >= kSure;
    const Decision& decision = decisions[i];
    if (!follows || decision.is_kept || decision.reason != Reason::kNone ||
        decision.says != Reason::kNone || decision.score < kLeast || !is_plain_prose(input, i))
      continue;
    const Node cell = cell_of(input, i);
    if (cell && cell == cell_of(input, i - 1)) decisions[i].keep(Reason::kBodyText);
  }
}

}  // namespace

void complete_tables(const PassInput& input, Decisions& decisions) {
  if (input.may_be_article()) complete_cells(input, decisions);
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
