#pragma once
// JSON strings for the places that write JSON by hand, such as log lines.

#include <string>
#include <string_view>

namespace cuttings {

/// Appends `text` as a JSON string with its quotes, on one line. Ill-formed UTF-8 is written as
/// U+FFFD; U+2028 and U+2029 are escaped, so that every reader sees one line.
void append_json_string(std::string& out, std::string_view text);

/// Appends `"name":"value"` to an object that `json` has begun, after a comma where one is needed.
/// `name` is one that needs no escapes.
void append_json_member(std::string& json, std::string_view name, std::string_view value);

}  // namespace cuttings
