#include "extractor/render/front_matter.h"

#include <array>
#include <vector>

#include "config/base/text.h"

namespace cuttings {
namespace {

/// What some YAML reader takes for something other than a string (1.1: section "bool", "null").
bool is_reserved_word(std::string_view text) {
  constexpr std::array<std::string_view, 10> kWords = {"true", "false", "null", "yes", "no",
                                                       "on",   "off",   "y",    "n",   "nan"};
  for (const std::string_view word : kWords) {
    if (equals_ignoring_ascii_case(text, word)) return true;
  }
  return false;
}

bool is_plain_inner(char32_t c) {
  if (c < 0x80) {
    const char ascii = static_cast<char>(c);
    return is_ascii_alphanumeric(ascii) ||
           std::string_view(" _-.,'()/!?+;=%").find(ascii) != std::string_view::npos;
  }
  // letters of all scripts; not NEL, NBSP, line and paragraph separators, bidi marks, BOM
  return c > 0xa0 && !(c >= 0x2000 && c <= 0x200f) && !(c >= 0x2028 && c <= 0x202f) &&
         !(c >= 0x2060 && c <= 0x206f) && c < 0xd7ff;
}

/// A narrow part of what plain scalars may be (7.3.3): starts with a letter, no indicator that
/// could end it.
bool is_plain(std::string_view text) {
  if (text.empty() || text.back() == ' ' || is_reserved_word(text)) return false;
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80 && !is_ascii_alpha(text[0])) return false;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_code_point(text, i);
    const bool is_scheme_colon = point.value == ':' && i + 1 < text.size() && text[i + 1] == '/';
    if (!is_scheme_colon && !is_plain_inner(point.value)) return false;
    i += point.length;
  }
  return true;
}

void append_hex(std::string& out, char32_t value, int digits) {
  constexpr char kHex[] = "0123456789abcdef";
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out += kHex[(value >> shift) & 15];
}

/// Printable by section 5.1 and not a line break, BOM or bidi control for a reader.
bool is_printable(char32_t c) {
  if (c < 0xa0) return c >= 0x20 && c < 0x7f;
  return !(c >= 0x2028 && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069) && c != 0xfeff &&
         (c & 0xfffe) != 0xfffe && !(c >= 0xfdd0 && c <= 0xfdef);
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_code_point(text, i);
    if (point.value == '"' || point.value == '\\') {
      out += '\\';
      out += text[i];
    } else if (is_printable(point.value)) {
      out.append(text.substr(i, point.length));
    } else if (point.value < 0x100) {
      out += "\\x";
      append_hex(out, point.value, 2);
    } else if (point.value < 0x10000) {
      out += "\\u";
      append_hex(out, point.value, 4);
    } else {
      out += "\\U";
      append_hex(out, point.value, 8);
    }
    i += point.length;
  }
  out += '"';
}

void add(std::string& out, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  out.append(key).append(": ").append(yaml_string(value)).append("\n");
}

void add_list(std::string& out, std::string_view key, const std::vector<std::string>& values) {
  if (values.empty()) return;
  out.append(key).append(":\n");
  for (const std::string& value : values) out += "  - " + yaml_string(value) + "\n";
}

}  // namespace

std::string yaml_string(std::string_view text) {
  if (!is_valid_utf8(text)) return yaml_string(to_valid_utf8(text));
  if (is_plain(text)) return std::string(text);
  std::string out;
  append_quoted(out, text);
  return out;
}

std::string yaml_front_matter(const Article& article) {
  const Metadata& metadata = article.metadata;
  std::string out = "---\n";
  add(out, "title", metadata.title);
  add_list(out, "authors", metadata.authors);
  add(out, "date_published", metadata.date_published);
  add(out, "date_modified", metadata.date_modified);
  add(out, "sitename", metadata.sitename);
  add(out, "url", article.url);
  add(out, "canonical_url", metadata.canonical_url);
  add(out, "language", metadata.language);
  add(out, "description", metadata.description);
  add(out, "section", metadata.section);
  add_list(out, "tags", metadata.tags);
  add(out, "license", metadata.license);
  add(out, "image", metadata.image);
  add(out, "pagetype", metadata.pagetype);
  if (metadata.is_accessible_for_free.has_value()) {
    out += "is_accessible_for_free: ";
    out += *metadata.is_accessible_for_free ? "true\n" : "false\n";
  }
  out += "word_count: " + std::to_string(article.word_count) + "\n";
  add(out, "content_hash", article.content_hash);
  return out + "---\n";
}

}  // namespace cuttings
