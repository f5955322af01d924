#include "extractor/render/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::array<bool, 256> escape_table() {
  std::array<bool, 256> table{};
  for (std::size_t i = 0; i < 0x20; ++i) table[i] = true;
  table['"'] = table['\\'] = table[0x7f] = true;
  table[0xC2] = true;  // may begin a C1 control
  return table;
}
constexpr std::array<bool, 256> kNeedsEscape = escape_table();

/// Eight bytes at a step: most strings are ASCII and need no check.
bool is_ascii(std::string_view text) {
  std::uint64_t all = 0;
  std::size_t i = 0;
  for (; i + sizeof all <= text.size(); i += sizeof all) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, sizeof word);
    all |= word;
  }
  for (; i < text.size(); ++i) all |= static_cast<unsigned char>(text[i]);
  return (all & 0x8080808080808080u) == 0;
}

void append_escape(std::string& out, char c) {
  constexpr char kHex[] = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\r':
      out += "\\r";
      return;
    default:
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
  }
}

void append_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!kNeedsEscape[static_cast<unsigned char>(text[i])]) continue;
    if (text[i] == '\xC2' && !is_c1_at(text, i)) continue;
    out.append(text.substr(begin, i - begin));
    if (text[i] == '\xC2') ++i;  // the second byte is the code point
    append_escape(out, text[i]);
    begin = i + 1;
  }
  out.append(text.substr(begin));
  out += '"';
}

}  // namespace

void JsonWriter::key(std::string_view name) {
  before_value();
  append_string(out_, name);
  out_ += style_ == JsonStyle::kPretty ? ": " : ":";
  is_after_key_ = true;
}

void JsonWriter::string(std::string_view text) {
  before_value();
  if (is_ascii(text) || is_valid_utf8(text)) {
    append_string(out_, text);
  } else {
    append_string(out_, to_valid_utf8(text));
  }
}

void JsonWriter::string_or_null(std::string_view text) { text.empty() ? null() : string(text); }

void JsonWriter::number(std::size_t value) { raw(std::to_string(value)); }

void JsonWriter::number(double value) {
  if (!std::isfinite(value)) return null();
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  raw(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
}

void JsonWriter::strings(const std::vector<std::string>& values) {
  begin_array();
  for (const std::string& value : values) string(value);
  end_array();
}

void JsonWriter::begin(char bracket) {
  before_value();
  out_ += bracket;
  ++depth_;
  is_first_ = true;
}

void JsonWriter::end(char bracket) {
  --depth_;
  if (!is_first_) new_line();
  out_ += bracket;
  is_first_ = false;
}

void JsonWriter::before_value() {
  if (is_after_key_) {
    is_after_key_ = false;
    return;
  }
  if (!is_first_) out_ += ',';
  if (depth_ > 0) new_line();
  is_first_ = false;
}

void JsonWriter::new_line() {
  if (style_ == JsonStyle::kLine) return;
  out_ += '\n';
  out_.append(depth_ * 2, ' ');
}

void JsonWriter::raw(std::string_view token) {
  before_value();
  out_.append(token);
}

}  // namespace cuttings
