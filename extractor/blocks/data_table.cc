#include "extractor/blocks/data_table.h"

namespace cuttings {
namespace {

/// A cell with a text of several paragraphs: a table of few such lays out a page.
bool holds_a_text(const PageBlocks& page, Node cell) {
  constexpr std::uint32_t kMinParagraphs = 3, kMinWords = 15;
  std::uint32_t paragraphs = 0;
  for (std::uint32_t i = page.first_block[cell.index()]; i < page.first_block[cell.subtree_end()];
       ++i)
    paragraphs += page.blocks[i].words >= kMinWords;
  return paragraphs >= kMinParagraphs;
}

}  // namespace

bool is_data_table(const Document& document, const PageBlocks& page, Node table) {
  constexpr std::uint32_t kMaxWordsPerBlock = 25;
  constexpr std::uint32_t kMaxLayoutCells = 12;  // chosen by hand; a course's plan has more
  std::uint32_t rows = 0, cells = 0;
  bool has_text = false;
  for (std::uint32_t i = table.index() + 1; i < table.subtree_end(); ++i) {
    const Tag tag = document.node(i).tag();
    if (tag == Tag::kTable) return false;
    const bool is_cell = tag == Tag::kTd || tag == Tag::kTh;
    has_text = has_text || (is_cell && holds_a_text(page, document.node(i)));
    rows += tag == Tag::kTr, cells += is_cell;
  }
  if (has_text && cells <= kMaxLayoutCells) return false;
  std::uint32_t blocks = 0, words = 0;
  for (std::uint32_t i = page.first_block[table.index()]; i < page.first_block[table.subtree_end()];
       ++i)
    ++blocks, words += page.blocks[i].words;
  return rows >= 2 && cells > rows && blocks <= 2 * cells && words <= kMaxWordsPerBlock * blocks;
}

}  // namespace cuttings
