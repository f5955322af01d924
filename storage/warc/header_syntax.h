#pragma once
// How a WARC record's header is written (ISO 28500, 5.2): lines that end with CRLF, then an empty
// one.

#include <string_view>

namespace cuttings {

inline constexpr std::string_view kLineEnd = "\r\n", kBlankLine = "\r\n\r\n";
inline constexpr std::string_view kLengthField = "\r\nContent-Length: ";

}  // namespace cuttings
