#pragma once
// Skeleton: what Gumbo is given instead of the page, and the way back from it to the page.
// docs/parsing.md explains it. For the files of extractor/dom.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config/extract_options.h"
#include "extractor/dom/document_tree.h"

namespace cuttings {

/// One start tag of the skeleton, in order.
struct SkeletonTag {
  std::uint32_t skeleton_begin = 0;    ///< offset of its '<' in `markup`
  std::uint32_t name_length = 0;       ///< its name stands at skeleton_begin + 1, lower case
  std::uint32_t attributes_begin = 0;  ///< into DocumentTree::attributes
  std::uint32_t attributes_count = 0;
  std::uint32_t raw_begin = 0;  ///< body of a raw-text element in the page
  std::uint32_t raw_count = 0;
};

enum class TextKind : std::uint8_t {
  kData,     ///< references decoded, NUL dropped
  kForeign,  ///< svg, math, title, textarea: references decoded, NUL becomes U+FFFD
  kLiteral,  ///< plaintext, CDATA: no references, NUL becomes U+FFFD
  kFolded,   ///< no text but a folded element: page_begin is its number in Skeleton::folded
};

/// A stretch of the page's text that is one character in the skeleton: a space when it is all white
/// space, else a placeholder.
struct SkeletonText {
  std::uint32_t skeleton_begin = 0;
  std::uint32_t page_begin = 0;
  std::uint32_t page_end = 0;
  TextKind kind = TextKind::kData;
  bool is_space = false;
};

/// An element or a text of what Gumbo does not see (ElementFolder), in document order.
struct FoldedNode {
  Tag tag = Tag::kText;
  TextKind kind = TextKind::kData;  ///< of texts
  std::uint32_t end = 0;            ///< one past its last descendant
  std::uint32_t begin = 0;  ///< elements: into DocumentTree::attributes; texts: offset in the page
  std::uint32_t limit = 0;  ///< one past the last
  std::uint32_t raw_begin = 0;  ///< as NodeRecord's
  std::uint32_t raw_count = 0;
};

struct Skeleton {
  std::string markup;
  std::vector<SkeletonTag> tags;
  std::vector<SkeletonText> texts;
  std::vector<FoldedNode> folded;
};

/// Texts are numbered by one private-use code point, from the 60,000th on by two.
inline constexpr char32_t kPlaceholderBase = 0xF0000;
inline constexpr char32_t kPlaceholderHighBase = 0x100000;
inline constexpr std::uint32_t kPlaceholders = 60'000;

/// At a </form> after the texts from `first` on. Gumbo takes text that no tag or comment parts from
/// </form> out of the form: a comment after the last folded element among them keeps that in, as it
/// would stay if Gumbo saw it. O(what stands behind that element).
void keep_folded_in_form(Skeleton& skeleton, std::size_t first);

/// Scans tree.html, fills tree.attributes (all start tags', in order) and returns the skeleton.
/// O(n). Never fails: what is too deep or too much is left out (docs/parsing.md, "Caps").
Skeleton scan_page(DocumentTree& tree, const ParseLimits& limits);

}  // namespace cuttings
