#pragma once
// direct_parse(): Debian's Gumbo over the whole page, the yardstick for Document::parse().

#include <string>
#include <string_view>
#include <vector>

#include "extractor/dom/document.h"

namespace cuttings {

/// The tree as lines in document order, each indented by its depth, so that two trees can be
/// compared and shown: `<name a="1" b="2">` with the attributes sorted, `"text"` with neighbours
/// joined. White space in text is collapsed and text of white space alone left out, except below
/// pre, textarea and listing. Comments are left out, and so is what stands in script, style, xmp,
/// iframe, noembed and noframes (a line `raw: ...` below the first two).
using TreeLines = std::vector<std::string>;

/// Error-free by Gumbo's nature; for test input only, since it has no limits.
TreeLines direct_parse(std::string_view html);

/// The same lines for a tree of ours.
TreeLines tree_lines(const Document& document);

/// The first line in which they differ with two lines around it, or "" when they are equal.
std::string first_difference(const TreeLines& expected, const TreeLines& actual);

}  // namespace cuttings
