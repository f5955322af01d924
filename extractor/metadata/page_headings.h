#pragma once
// PageHeadings: where a page shows its headline.

#include <cstdint>
#include <string_view>
#include <vector>

#include "extractor/dom/document.h"

namespace cuttings {

/// Nodes by their index.
struct PageHeadings {
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  std::vector<std::uint32_t> all;     ///< the <h1>s and the article's heading, in document order
  std::uint32_t article = kNone;      ///< the article's heading
  std::uint32_t shown_title = kNone;  ///< the same where it is no heading but a text that is shown

  /// True when one of them stands below `element`. O(log headings).
  bool any_within(Node element) const;
};

/// The article's heading is the longest <h1>, <h2> or <h3> that <title> repeats, else the first
/// <h1> with a text, else the text that find_shown_title() finds. O(nodes). Any thread.
PageHeadings find_headings(const Document& document);

/// True for a heading of `text` that is nothing but a link to the site's first page: its name.
bool is_link_home(const Document& document, Node heading, std::string_view text);

}  // namespace cuttings
