#pragma once
// What class and id values say an element holds.

#include <cstdint>
#include <string_view>

#include "extractor/dom/value_cache.h"

namespace cuttings {

enum ClassHint : std::uint8_t {
  kNoHint = 0,
  kByline = 1,
  kDate = 2,
  kModified = 4,
  kSide = 8,  ///< related articles, footers: not of this article
  kPublished = 16,
  kComments = 128,  ///< of readers: never of this article
  kOwnFooter = 64,  ///< the article's own footer, though it is called a footer
  kAvatar = 32,     ///< of a by-line, but not the name
};

/// Remembers the hints of values it has seen. One thread.
class ClassHints {
 public:
  /// The hints in `value`, or-ed. `value` must outlive this object. O(value).
  std::uint8_t of(std::string_view value);

 private:
  ValueCache<std::uint8_t> known_;
};

}  // namespace cuttings
