#include "extractor/render/html_escape.h"

#include <algorithm>

#include "config/base/text.h"
#include "config/base/utf8.h"

namespace cuttings {

void append_html_escaped(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_c1_at(text, i)) {
      ++i;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if ((byte >= 0x20 && byte != 0x7F) || c == '\t' || c == '\n') out += c;
    }
  }
}

std::string html_escaped(std::string_view text) {
  std::string out;
  append_html_escaped(out, text);
  return out;
}

std::string xml_escaped(std::string_view text) {
  constexpr std::string_view kNoncharacters = "\xEF\xBF";  // their first two bytes of three
  const std::string valid = to_valid_utf8(text);
  std::string allowed;
  for (std::size_t at = 0; at < valid.size();) {
    const std::size_t found = std::min(valid.find(kNoncharacters, at), valid.size());
    allowed.append(valid, at, found - at);
    at = found + 3;
    if (found == valid.size()) break;
    const auto last = static_cast<unsigned char>(valid[found + 2]);
    if (last < 0xBE) allowed.append(valid, found, 3);
  }
  return html_escaped(allowed);
}

}  // namespace cuttings
