#pragma once
// What a body is when it is not HTML or text, for a clear message instead of an empty article.

#include <string_view>

namespace cuttings {

/// "a PDF document", "a PNG image", "binary data", "empty" ...; empty for what may be HTML or text
/// in any encoding. Looks at the first 1,024 bytes. The view lives for ever. Any thread.
/// Signatures: https://mimesniff.spec.whatwg.org/ and the formats' own specifications.
std::string_view describe_non_html(std::string_view bytes);

}  // namespace cuttings
