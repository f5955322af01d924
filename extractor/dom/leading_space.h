#pragma once
// The white space that a stretch of a page's text begins with. For the files of extractor/dom.

#include <cstddef>
#include <string_view>

#include "config/base/text.h"
#include "extractor/dom/skeleton.h"

namespace cuttings {

/// As skip_leading_space(), for text with references.
std::size_t skip_referenced_space(std::string_view page, std::size_t at, std::size_t end);

/// The offset after the white space at `at`, `end` at most; references to white space ("&#10;")
/// count where `kind` has references. O(length).
inline std::size_t skip_leading_space(std::string_view page, std::size_t at, std::size_t end,
                                      TextKind kind) {
  while (at < end && is_ascii_space(page[at])) ++at;
  const bool may_go_on = at < end && page[at] == '&' && kind != TextKind::kLiteral;
  return may_go_on ? skip_referenced_space(page, at, end) : at;
}

/// The offset after the one line feed that <pre> and the like drop where it follows their tag at
/// once, a referenced one too; `at` where there is none. `at` must be below `end`. O(1).
std::size_t skip_leading_lf(std::string_view page, std::size_t at, std::size_t end);

}  // namespace cuttings
