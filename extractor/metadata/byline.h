#pragma once
// Byline: what an element that is marked as a by-line says, and what tells one that is not marked.

#include <string>

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

/// True within a heading that is a link: that is a teaser, "Interview: ..." there names no author.
bool is_inside_heading_link(Node node);

}  // namespace cuttings
