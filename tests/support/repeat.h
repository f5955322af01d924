#pragma once
// A part many times over, as pages of hostile tests are made.

#include <cstddef>
#include <string>
#include <string_view>

namespace cuttings {

inline std::string repeat(std::string_view part, std::size_t times) {
  std::string out;
  out.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

}  // namespace cuttings
