#include "extractor/dom/leading_space.h"

#include <string>

#include "extractor/dom/character_reference.h"

namespace cuttings {

std::size_t skip_referenced_space(std::string_view page, std::size_t at, std::size_t end) {
  while (at < end) {
    if (is_ascii_space(page[at])) {
      ++at;
    } else if (page[at] == '&') {
      std::string decoded;
      const std::size_t taken =
          append_reference(decoded, page.substr(at, end - at), ReferenceContext::kText);
      if (taken == 0 || !is_ascii_space(decoded.front())) break;
      at += taken;
    } else {
      break;
    }
  }
  return at;
}

std::size_t skip_leading_lf(std::string_view page, std::size_t at, std::size_t end) {
  if (page[at] == '\n') return at + 1;
  if (page[at] == '\r') return at + 1 < end && page[at + 1] == '\n' ? at + 2 : at + 1;
  if (page[at] != '&') return at;
  std::string decoded;
  const std::size_t taken =
      append_reference(decoded, page.substr(at, end - at), ReferenceContext::kText);
  return decoded == "\n" ? at + taken : at;
}

}  // namespace cuttings
