#pragma once
// Character references ("&amp;", "&#8217;") by the HTML standard's tokenizer,
// https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state

#include <cstddef>
#include <string>
#include <string_view>

namespace cuttings {

/// U+FFFD, which stands for what is no character.
inline constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// Where the reference stands: in an attribute, "&copy=1" stays as it is.
enum class ReferenceContext { kText, kAttribute };

/// Appends what the reference at the start of `source` (source[0] is '&') stands for and returns
/// how many bytes it takes; 0, and nothing appended, when it is none. At most 40 bytes are read
/// for a name; digits are read to their end. O(length). Any thread.
std::size_t append_reference(std::string& out, std::string_view source, ReferenceContext context);

/// Appends `source` with its references decoded and CR and CRLF turned into LF.
/// `nul` is what a NUL byte becomes (U+FFFD in UTF-8, or nothing). O(n). Any thread.
void append_decoded(std::string& out, std::string_view source, ReferenceContext context,
                    std::string_view nul);

/// Appends `source` with CR and CRLF turned into LF and each NUL into `nul`; no references.
void append_normalized(std::string& out, std::string_view source, std::string_view nul);

}  // namespace cuttings
