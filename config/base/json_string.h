#pragma once
// JSON strings for the places that write JSON by hand, such as log lines.

#include <string>
#include <string_view>

namespace cuttings {

/// Appends `text` as a JSON string with its quotes, on one line. Ill-formed UTF-8 is written as
/// U+FFFD; U+2028 and U+2029 are escaped, so that every reader sees one line.
void append_json_string(std::string& out, std::string_view text);

}  // namespace cuttings
