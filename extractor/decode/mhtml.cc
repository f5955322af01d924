#include "extractor/decode/mhtml.h"

#include <optional>

#include "config/base/base64.h"
#include "config/base/percent_encoding.h"
#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxHeaderBytes = 16 << 10;  // browsers write less than one

/// The next line of `text` without its end; takes it off.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// The fields of a header that matter here, unfolded (RFC 5322, section 2.2.3).
struct Header {
  std::string type, encoding, location, snapshot;

  void set(std::string_view name, std::string_view value) {
    for (const auto& [known, field] : {std::pair{"content-type", &type},
                                       {"content-transfer-encoding", &encoding},
                                       {"content-location", &location},
                                       {"snapshot-content-location", &snapshot}})
      if (equals_ignoring_ascii_case(name, known)) *field = trim_ascii(value);
  }
};

/// Reads a header and takes it and the blank line off `text`; none where a line is no field.
std::optional<Header> take_header(std::string_view& text) {
  Header header;
  std::string field;
  const auto finish = [&] {
    const std::size_t colon = field.find(':');
    if (colon != std::string::npos)
      header.set(trim_ascii(std::string_view(field).substr(0, colon)),
                 std::string_view(field).substr(colon + 1));
  };
  std::size_t bytes = 0;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    bytes += line.size();
    if (line.empty() || bytes > kMaxHeaderBytes) break;
    const bool is_folded = line.front() == ' ' || line.front() == '\t';
    if (!is_folded && line.find(':') == std::string_view::npos) return std::nullopt;
    if (!is_folded) {
      finish();
      field.clear();
    }
    field += line;
  }
  finish();
  return header;
}

bool is_html(std::string_view type) {
  return starts_with_ignoring_ascii_case(type, "text/html") ||
         starts_with_ignoring_ascii_case(type, "application/xhtml+xml");
}

/// The boundary parameter of a multipart type (RFC 2046, section 5.1.1); empty without one.
std::string boundary_of(std::string_view type) {
  const std::size_t at = to_ascii_lower(type).find("boundary=");
  if (at == std::string::npos) return {};
  std::string_view value = trim_ascii(type.substr(at + 9));
  const bool is_quoted = value.starts_with('"');
  if (is_quoted) value.remove_prefix(1);
  return std::string(value.substr(0, value.find_first_of(is_quoted ? "\"" : "; \t")));
}

/// What stands before the next line that begins with `delimiter`; takes both off `text`.
std::string_view take_part(std::string_view& text, std::string_view delimiter) {
  std::size_t at = text.find(delimiter);
  while (at != std::string_view::npos && at != 0 && text[at - 1] != '\n')
    at = text.find(delimiter, at + 1);
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + delimiter.size());
  take_line(text);
  return part;
}

/// RFC 2045, section 6.7; what is no quotation stays as it is.
std::string decode_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t at = text.find('=');
    out += text.substr(0, at);
    if (at == std::string_view::npos) break;
    text.remove_prefix(at + 1);
    if (text.starts_with("\r\n") || text.starts_with("\n")) {
      take_line(text);
    } else if (text.size() >= 2 && hex_value(text[0]) >= 0 && hex_value(text[1]) >= 0) {
      out += static_cast<char>(hex_value(text[0]) * 16 + hex_value(text[1]));
      text.remove_prefix(2);
    } else {
      out += '=';
    }
  }
  return out;
}

std::string decode_body(std::string_view body, std::string_view encoding) {
  if (equals_ignoring_ascii_case(encoding, "quoted-printable"))
    return decode_quoted_printable(body);
  if (equals_ignoring_ascii_case(encoding, "base64")) return decode_base64(body);
  return std::string(body);
}

}  // namespace

bool is_mhtml(std::string_view bytes) {
  if (bytes.empty() || !is_ascii_alpha(bytes.front())) return false;
  bytes = bytes.substr(0, kMaxHeaderBytes);
  const std::optional<Header> header = take_header(bytes);
  return header && starts_with_ignoring_ascii_case(header->type, "multipart/related") &&
         !boundary_of(header->type).empty();
}

Result<SavedPage> read_mhtml(std::string_view bytes) {
  const std::optional<Header> whole = take_header(bytes);
  const std::string boundary = whole ? boundary_of(whole->type) : "";
  if (boundary.empty()) return fail(ErrorCode::kParse, "no MHTML file: it names no boundary");
  const std::string delimiter = "--" + boundary;
  take_part(bytes, delimiter);  // what stands before the first part is for readers of mail
  std::optional<Header> found;
  std::string_view found_body;
  while (!bytes.empty()) {
    std::string_view part = take_part(bytes, delimiter);
    const std::optional<Header> header = take_header(part);
    if (!header || !is_html(header->type)) continue;
    const bool is_the_page = !whole->snapshot.empty() && header->location == whole->snapshot;
    if (found && !is_the_page) continue;
    found = header, found_body = part;
    if (is_the_page || whole->snapshot.empty()) break;
  }
  if (!found)
    return fail(ErrorCode::kParse, "the MHTML file holds no HTML",
                "save the page anew, as one file or as HTML");
  return SavedPage{decode_body(found_body, found->encoding), found->type,
                   whole->snapshot.empty() ? found->location : whole->snapshot};
}

}  // namespace cuttings
