#pragma once
// Byline: what an element that is marked as a by-line says, and what tells one that is not marked.

#include <string>
#include <string_view>

#include "extractor/dom/document.h"

namespace cuttings {

/// The text of a by-line.
struct Byline {
  std::string text;              ///< for parse_authors(); empty when it is none
  bool is_of_biography = false;  ///< the name above sentences about an author
};

/// What `element` says: its text, or the name above it where that is a biography, or its texts as a
/// list where names stand in elements of their own with nothing between. O(subtree).
Byline read_byline(const Document& document, Node element);

/// True for an address in a folder of authors: "/author/ann-lee", "/autoren/ann-lee".
bool leads_to_author(std::string_view href);

}  // namespace cuttings
