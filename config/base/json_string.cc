#include "config/base/json_string.h"

#include "config/base/utf8.h"

namespace cuttings {
namespace {

/// The letter of JSON's short escape of `c`, or 0.
char short_escape(char32_t c) {
  switch (c) {
    case '"':
    case '\\':
      return static_cast<char>(c);
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

bool needs_long_escape(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

void append_long_escape(std::string& out, char32_t c) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out.push_back(kHex[(c >> shift) & 15]);
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  const std::string valid = to_valid_utf8(text);
  out.push_back('"');
  for (std::size_t i = 0; i < valid.size();) {
    const CodePoint c = decode_code_point(valid, i);
    if (const char letter = short_escape(c.value); letter != 0) {
      out += {'\\', letter};
    } else if (needs_long_escape(c.value)) {
      append_long_escape(out, c.value);
    } else {
      out.append(valid, i, c.length);
    }
    i += c.length;
  }
  out.push_back('"');
}

void append_json_member(std::string& json, std::string_view name, std::string_view value) {
  json.append(json.ends_with('{') ? "\"" : ",\"").append(name).append("\":");
  append_json_string(json, value);
}

}  // namespace cuttings
