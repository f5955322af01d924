#pragma once
// TextBlock, PageBlocks: the page as an ordered list of blocks of visible text, each with what was
// counted while walking over it. The shape is boilerpipe's (Kohlschuetter et al., WSDM 2010,
// section 3).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extractor/blocks/class_words.h"
#include "extractor/dom/document.h"

namespace cuttings {

/// Elements a block stands in, as bits of TextBlock::within.
enum Within : std::uint32_t {
  kInArticle = 1u << 0,
  kInMain = 1u << 1,
  kInNav = 1u << 2,
  kInHeader = 1u << 3,
  kInFooter = 1u << 4,
  kInAside = 1u << 5,
  kInFigure = 1u << 6,
  kInFigcaption = 1u << 7,
  kInForm = 1u << 8,
  kInTable = 1u << 9,
  kInList = 1u << 10,
  kInQuote = 1u << 11,
  kInPre = 1u << 12,
  kInButton = 1u << 13,
  kInDialog = 1u << 14,
  kInDetails = 1u << 15,
  kInHidden = 1u << 16,  ///< hidden attribute, display:none, aria-hidden
  kInAddress = 1u << 17,
  kInDefinition = 1u << 18,  ///< dl
  kInTableCell = 1u << 19,
  kInLink = 1u << 20,  ///< an <a href> around the whole block
  kInParagraph = 1u << 21,
};

/// A run of inline content between two block boundaries. Counts are of code units of the collapsed
/// text.
struct TextBlock {
  std::uint32_t begin = 0;      ///< first node of the run
  std::uint32_t end = 0;        ///< one past its last node
  std::uint32_t container = 0;  ///< nearest block-level element around the run
  std::uint32_t anchor = 0;     ///< innermost element around all of the run's text
  std::uint32_t text_begin = 0;
  std::uint32_t text_size = 0;  ///< bytes of PageBlocks::text
  std::uint32_t link_bytes = 0, strong_bytes = 0, emphasis_bytes = 0;
  std::uint32_t words = 0;
  std::uint16_t links = 0, internal_links = 0;
  std::uint16_t images_before = 0;  ///< images since the block before
  std::uint8_t heading_level = 0;   ///< 1-6, 0 when not in a heading
  std::uint8_t list_depth = 0, quote_depth = 0;
  std::uint32_t within = 0;  ///< bits of Within
};

/// True for text that is told by its words alone: long enough, and no cell or line of code. Shorter
/// blocks ("Yes.", "Ingredients") may be said twice.
inline bool has_own_words(const TextBlock& block) {
  constexpr std::uint32_t kMinWords = 6;
  return block.words >= kMinWords && (block.within & (kInPre | kInTableCell)) == 0;
}

struct PageBlocks {
  std::vector<TextBlock> blocks;  ///< document order
  std::string text;               ///< all blocks' collapsed text, one after another
  std::vector<ClassWords>
      class_words;  ///< by node index: categories of an element's class, id and role
  std::vector<std::uint32_t>
      first_block;  ///< by node index, size + 1: first block that begins at or after it

  std::string_view text_of(const TextBlock& block) const {
    return std::string_view(text).substr(block.text_begin, block.text_size);
  }
};

/// Returns every block of text a reader could see, plus hidden text marked kInHidden; script,
/// style, template and the like are no text. <noscript> is where it holds more text than the rest
/// of the page: forums that are drawn by a script serve their threads in it. Any thread.
/// O(nodes + text).
PageBlocks split_into_blocks(const Document& document);

}  // namespace cuttings
