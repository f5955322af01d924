#include "extractor/metadata/byline.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

#include "config/base/text.h"
#include "extractor/metadata/authors.h"
#include "extractor/metadata/name_parts.h"
#include "extractor/metadata/node_text.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxByline = 160;  // bytes, chosen by hand

/// Sentences about an author, not a line that names one.
bool is_biography(std::string_view text) {
  // "By Ann Lee, Political Correspondent, and ..." has fewer
  constexpr std::ptrdiff_t kMaxSpaces = 13;
  const bool has_sentence = text.find(". ") != std::string_view::npos || text.ends_with('.');
  return is_sentence_about_someone(text) ||
         (has_sentence && std::count(text.begin(), text.end(), ' ') > kMaxSpaces);
}

/// The name that an author's box begins with, in an element of its own.
std::string name_above_biography(const Document& document, Node box) {
  constexpr std::size_t kMaxName = 40;  // bytes, chosen by hand
  for (std::uint32_t i = box.index() + 1; i < box.subtree_end(); ++i) {
    const Node below = document.node(i);
    const std::string_view text = below.is_text() ? trim_ascii(below.text()) : "";
    if (text.empty()) continue;
    const bool is_name = text.size() <= kMaxName && text.find(' ') != std::string_view::npos &&
                         text.find_first_of(".:!?") == std::string_view::npos;
    return is_name ? std::string(text) : std::string();
  }
  return {};
}

/// The texts below `element`, semicolons between.
std::string texts_below(const Document& document, Node element) {
  std::string list;
  for (std::uint32_t i = element.index() + 1; i < element.subtree_end(); ++i) {
    const Node below = document.node(i);
    const std::string_view text = below.is_text() ? trim_ascii(below.text()) : "";
    if (!text.empty()) list.append(list.empty() ? "" : ";").append(text);
  }
  return list;
}

}  // namespace

Byline read_byline(const Document& document, Node element) {
  Byline byline{short_text(document, element, kMaxByline), false};
  byline.is_of_biography = is_biography(byline.text);
  if (byline.is_of_biography) byline.text = name_above_biography(document, element);
  if (byline.text.empty()) return byline;
  const std::vector<AuthorName> names = parse_authors(byline.text);
  const bool is_odd = std::any_of(names.begin(), names.end(),
                                  [](const AuthorName& name) { return is_glued(name.name); });
  if (names.empty() || is_odd) byline.text = texts_below(document, element);
  return byline;
}

bool is_inside_heading_link(Node node) {
  bool has_link = false, has_heading = false;
  for (int level = 0; level < 4 && node; ++level, node = node.parent()) {
    has_link |= node.tag() == Tag::kA;
    has_heading |= is_heading(node.tag());
  }
  return has_link && has_heading;
}

}  // namespace cuttings
