#pragma once
// The headline of a page without headings.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "extractor/dom/document.h"

namespace cuttings {

/// The text node with the longest text that <title> begins or ends with, up to a mark, and that is
/// half of it. O(nodes + text).
std::optional<std::uint32_t> find_shown_title(const Document& document);

/// The text of `heading`, which is `text`, without what its first element says ("Wildlife" above
/// the headline), where `page_title` begins with the rest and does not say both. O(heading).
std::string without_kicker(const Document& document, Node heading, std::string text,
                           std::string_view page_title);

}  // namespace cuttings
