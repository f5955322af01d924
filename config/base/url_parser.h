#pragma once
// The basic URL parser (https://url.spec.whatwg.org/#concept-basic-url-parser).

#include <string_view>

#include "config/base/result.h"
#include "config/base/url_record.h"

namespace cuttings {

/// Longest input, in bytes. Our departure from the standard, which has no limit.
inline constexpr std::size_t kMaxUrlBytes = 16u << 20;

/// The record of `input` against `base` (null: none). Ill-formed UTF-8 is read as U+FFFD. The query
/// is always encoded as UTF-8. O(input + base).
/// Error kInvalidArgument with the reason alone where the standard returns failure, as "invalid
/// port".
Result<UrlRecord> parse_url(std::string_view input, const UrlRecord* base);

}  // namespace cuttings
