#include "config/base/canonical_url.h"

#include <string>

#include "config/base/percent_encoding.h"
#include "config/base/text.h"
#include "config/base/tracking_parameters.h"

namespace cuttings {
namespace {

/// https://www.rfc-editor.org/rfc/rfc3986#section-2.3
bool is_unreserved(char c) {
  return is_ascii_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/// The byte that "%XX" at `i` stands for, or -1.
int escaped_byte(std::string_view text, std::size_t i) {
  if (text[i] != '%' || i + 2 >= text.size()) return -1;
  const int high = hex_value(text[i + 1]), low = hex_value(text[i + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/// https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2. A "%" that begins no escape must not begin
/// one afterwards: what follows it closely stays encoded ("%%341" would become "%41").
std::string normalise_escapes(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  std::size_t literal_percents_end = 0;  // before it, decoding would complete a stray "%"
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int byte = escaped_byte(text, i);
    if (byte < 0) {
      out.push_back(text[i]);
      if (text[i] == '%') literal_percents_end = out.size() + 2;
      continue;
    }
    i += 2;
    const char c = static_cast<char>(byte);
    if (is_unreserved(c) && out.size() >= literal_percents_end) {
      out.push_back(c);
    } else {
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

std::string without_tracking(std::string_view query) {
  std::string out;
  bool is_first = true;
  for (const std::string_view field : split(query, '&')) {
    if (is_tracking_parameter(field.substr(0, field.find('=')))) continue;
    if (!is_first) out.push_back('&');
    is_first = false;
    out += field;
  }
  return out;
}

std::string_view without_trailing_dot(std::string_view host) {
  if (host.size() > 1 && host.ends_with('.') && !host.ends_with("..")) host.remove_suffix(1);
  return host;
}

}  // namespace

Url canonical_url(const Url& url) {
  if (!url.is_http()) return url;
  std::string text(url.scheme());
  text += "://";
  text += without_trailing_dot(url.host());
  if (url.port()) text += ":" + std::to_string(*url.port());
  text += normalise_escapes(url.path());
  const std::string query = without_tracking(normalise_escapes(url.query()));
  if (!query.empty()) text += "?" + query;
  Result<Url> canonical = Url::parse(text);
  return canonical ? std::move(*canonical) : url;
}

}  // namespace cuttings
