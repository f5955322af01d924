#pragma once
// Escaping for HTML text and quoted attribute values.

#include <string>
#include <string_view>

namespace cuttings {

/// Appends `text` so that an HTML parser reads it back as exactly that text, in element content and
/// in a value in double or single quotes: & < > " ' become references, C0 controls but tab and LF,
/// DEL and C1 controls are left out.
void append_html_escaped(std::string& out, std::string_view text);
std::string html_escaped(std::string_view text);

/// As html_escaped(), for XML 1.0: invalid UTF-8 becomes U+FFFD, and U+FFFE and U+FFFF, which no
/// document may hold (section 2.2), are left out.
std::string xml_escaped(std::string_view text);

}  // namespace cuttings
