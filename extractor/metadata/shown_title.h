#pragma once
// The headline of a page without headings.

#include <cstdint>
#include <optional>

#include "extractor/dom/document.h"

namespace cuttings {

/// The text node with the longest text that <title> begins or ends with, up to a mark, and that is
/// half of it. O(nodes + text).
std::optional<std::uint32_t> find_shown_title(const Document& document);

}  // namespace cuttings
