#pragma once
// Tag: the HTML elements we tell apart, as numbers.

#include <cstdint>
#include <string_view>

namespace cuttings {

enum class Tag : std::uint8_t {
  kText,   ///< not an element: a text node
  kOther,  ///< an element not listed below (custom elements, svg's children)
#define TAG(enumerator, name) enumerator,
#include "extractor/dom/tags.inc"
#undef TAG
};

/// True for <h1> to <h6>.
constexpr bool is_heading(Tag tag) { return tag >= Tag::kH1 && tag <= Tag::kH6; }

/// "div" for kDiv; empty for kText and kOther.
std::string_view tag_name(Tag tag);
/// The Tag of a lower-case name, kOther when not listed.
Tag tag_from_name(std::string_view lower_case_name);

}  // namespace cuttings
