#pragma once
// The text of a small element as a reader sees it.

#include <string>

#include "extractor/dom/document.h"

namespace cuttings {

/// The text below `node`, white space collapsed, a space where a block or <br> stands. Empty when
/// it is longer than `max_bytes`: then it is no title, name or date. O(min(subtree, max_bytes)).
std::string short_text(const Document& document, Node node, std::size_t max_bytes);

/// The text of a <title>; of a longer one than 1,000 bytes as it stands in the page.
std::string title_text(const Document& document, Node title);

}  // namespace cuttings
