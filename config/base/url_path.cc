#include "config/base/url_path.h"

#include <string>

#include "config/base/percent_encoding.h"
#include "config/base/text.h"

namespace cuttings {
namespace {

/// https://url.spec.whatwg.org/#single-dot-path-segment
bool is_single_dot(std::string_view segment) {
  return segment == "." || equals_ignoring_ascii_case(segment, "%2e");
}

/// https://url.spec.whatwg.org/#double-dot-path-segment
bool is_double_dot(std::string_view segment) {
  return segment == ".." || equals_ignoring_ascii_case(segment, ".%2e") ||
         equals_ignoring_ascii_case(segment, "%2e.") ||
         equals_ignoring_ascii_case(segment, "%2e%2e");
}

}  // namespace

bool is_windows_drive_letter(std::string_view text) {
  return text.size() == 2 && is_ascii_alpha(text[0]) && (text[1] == ':' || text[1] == '|');
}

bool starts_with_windows_drive_letter(std::string_view text) {
  return is_windows_drive_letter(text.substr(0, 2)) &&
         (text.size() == 2 || std::string_view("/\\?#").find(text[2]) != std::string_view::npos);
}

bool begins_with_normalized_drive(std::string_view path) {
  return path.size() >= 3 && is_ascii_alpha(path[1]) && path[2] == ':' &&
         (path.size() == 3 || path[3] == '/');
}

void shorten_path(UrlRecord& url) {
  if (url.scheme == "file" && url.path.size() == 3 && begins_with_normalized_drive(url.path))
    return;
  const std::size_t slash = url.path.rfind('/');
  if (slash != std::string::npos) url.path.resize(slash);
}

void add_path_segment(UrlRecord& url, std::string_view segment, bool is_followed) {
  if (is_double_dot(segment)) {
    shorten_path(url);
    if (!is_followed) url.path.push_back('/');
    return;
  }
  if (is_single_dot(segment)) {
    if (!is_followed) url.path.push_back('/');
    return;
  }
  const bool is_drive =
      url.scheme == "file" && url.path.empty() && is_windows_drive_letter(segment);
  url.path.push_back('/');
  append_percent_encoded(url.path, segment, PercentEncodeSet::kPath);
  if (is_drive) url.path.back() = ':';
}

}  // namespace cuttings
