#include "extractor/blocks/data_table.h"

namespace cuttings {

bool is_data_table(const Document& document, const PageBlocks& page, Node table) {
  constexpr std::uint32_t kMaxWordsPerBlock = 25;
  std::uint32_t rows = 0, cells = 0;
  for (std::uint32_t i = table.index() + 1; i < table.subtree_end(); ++i) {
    const Tag tag = document.node(i).tag();
    if (tag == Tag::kTable) return false;
    rows += tag == Tag::kTr, cells += tag == Tag::kTd || tag == Tag::kTh;
  }
  std::uint32_t blocks = 0, words = 0;
  for (std::uint32_t i = page.first_block[table.index()]; i < page.first_block[table.subtree_end()];
       ++i)
    ++blocks, words += page.blocks[i].words;
  return rows >= 2 && cells > rows && blocks <= 2 * cells && words <= kMaxWordsPerBlock * blocks;
}

}  // namespace cuttings
