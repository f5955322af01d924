#pragma once
// The one rule on links and images in what we write: http and https only.

#include <string_view>

#include "config/base/text.h"

namespace cuttings {

/// True for an absolute http or https URL without white space, controls or nothing behind the
/// scheme. What else it holds does not matter: each renderer escapes it for its place.
inline bool is_web_url(std::string_view url) {
  std::size_t scheme_length = 0;
  if (starts_with_ignoring_ascii_case(url, "https://")) scheme_length = 8;
  if (starts_with_ignoring_ascii_case(url, "http://")) scheme_length = 7;
  if (scheme_length == 0 || url.size() == scheme_length) return false;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7f) return false;
  }
  return true;
}

}  // namespace cuttings
