#pragma once
// Reads the HTML that renderers write (well-formed, double-quoted attributes) into words, styles
// and structure, so that two renderings can be compared.

#include <string>
#include <string_view>
#include <vector>

namespace cuttings::test {

struct HtmlEvents {
  std::vector<std::string>
      structure;        ///< "ul", "/ul", "a https://...", "img https://... alt", words
  std::string letters;  ///< all text without white space
  std::string styles;   ///< a byte a byte of `letters`: 's', 'e', 'b' (both), ' '
};

/// `structure` leaves out what Markdown cannot or need not say: p, br, hr, thead, tbody, strong,
/// em.
HtmlEvents read_events(std::string_view html);

}  // namespace cuttings::test
