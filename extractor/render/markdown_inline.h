#pragma once
// Spans as CommonMark 0.30 inlines: escaping, emphasis, code, links.

#include <string>
#include <string_view>
#include <vector>

#include "extractor/article.h"

namespace cuttings {

enum class MarkdownPlace {
  kParagraph,  ///< line breaks become hard breaks; what would open a block is escaped
  kHeading,    ///< one line; a closing run of # is escaped
  kTableCell,  ///< one line; | is escaped
};

/// Markdown that a CommonMark reader turns back into the words and styles of `spans`. Two things
/// give way where CommonMark cannot say them: punctuation at the edge of an emphasis that touches a
/// letter is left outside it, and an emphasis that touches another one inside a word is dropped.
/// GFM's automatic links ("www...") cannot be escaped and stay. O(bytes).
std::string markdown_inline(const std::vector<Span>& spans, MarkdownPlace place);

/// `url` as a link destination in round brackets.
std::string markdown_destination(std::string_view url);

/// `text` escaped for the description of an image.
std::string markdown_escaped(std::string_view text);

}  // namespace cuttings
