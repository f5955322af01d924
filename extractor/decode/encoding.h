#pragma once
// Encodings by the Encoding standard's names (https://encoding.spec.whatwg.org/), and conversion
// of bytes in them to UTF-8.

#include <string>
#include <string_view>

namespace cuttings {

/// The encoding a label means ("latin1" is "windows-1252"): ASCII white space around and case
/// ignored. Empty for an unknown label (UTF-7 is one); "replacement" for those the standard
/// refuses to decode. The view lives for ever. O(log labels). Any thread.
std::string_view encoding_from_label(std::string_view label);

/// `bytes` in `encoding` (a name that encoding_from_label gave) as valid UTF-8; what cannot be
/// converted becomes U+FFFD, a BOM stays. An unknown name is read as windows-1252. O(n). Any
/// thread.
std::string convert_to_utf8(std::string_view bytes, std::string_view encoding);

}  // namespace cuttings
