#pragma once
// row_digest(): what tells that a row is as it was written. docs/schema.md, "Digests".

#include <span>
#include <string>
#include <string_view>

namespace cuttings {

/// SHA-256 over the fields, each with its length before it, so that no two rows read the same.
std::string row_digest(std::span<const std::string_view> fields);
inline std::string row_digest(std::initializer_list<std::string_view> fields) {
  return row_digest(std::span(fields.begin(), fields.size()));
}

}  // namespace cuttings
