#pragma once
// The encoding a page declares in its first bytes:
// https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding

#include <string_view>

namespace cuttings {

/// The encoding named by a <meta charset> or <meta http-equiv=content-type> within `bytes`, or
/// empty. UTF-16 counts as UTF-8 and x-user-defined as windows-1252, as the standard says.
/// O(n). Any thread.
std::string_view prescan_encoding(std::string_view bytes);

/// The charset in a Content-Type value ("text/html; charset=utf-8") as an encoding's name, or
/// empty:
/// https://html.spec.whatwg.org/multipage/urls-and-fetching.html#extracting-character-encodings-from-meta-elements
std::string_view encoding_from_content_type(std::string_view value);

}  // namespace cuttings
