#include "crawler/discovery/link_scope.h"

#include <algorithm>
#include <charconv>
#include <span>
#include <utility>

#include "config/base/public_suffix.h"
#include "config/base/text.h"
#include "crawler/discovery/glob.h"

namespace cuttings {
namespace {

// The tables are chosen by hand from what content systems and shops call such addresses.
constexpr std::string_view kFileTypes[] = {
    "jpg", "jpeg", "png",  "gif", "webp", "svg", "ico",  "bmp", "avif", "mp3",
    "mp4", "m4a",  "avi",  "mov", "webm", "mkv", "wav",  "ogg", "zip",  "gz",
    "tar", "rar",  "7z",   "exe", "dmg",  "iso", "css",  "js",  "woff", "ttf",
    "pdf", "doc",  "docx", "xls", "xlsx", "ppt", "pptx", "ics", "apk"};
constexpr std::string_view kServiceSegments[] = {
    "login",  "signin", "sign-in",  "logout",       "register", "signup", "sign-up",
    "cart",   "basket", "checkout", "wp-login.php", "wp-admin", "print",  "share",
    "search", "suche",  "reply",    "cgi-bin",      "account",  "admin"};
constexpr std::string_view kServiceFields[] = {"replytocom", "share",       "print", "add-to-cart",
                                               "login",      "redirect_to", "action"};
constexpr std::string_view kFacetFields[] = {"sort",  "order", "orderby", "filter", "color",
                                             "size",  "price", "brand",   "view",   "dir",
                                             "facet", "limit", "per_page"};
constexpr std::string_view kSessionFields[] = {"phpsessid", "jsessionid", "sessionid", "session_id",
                                               "cfid",      "cftoken",    "zenid",     "oscsid"};
constexpr std::string_view kCalendarWords[] = {"calendar",   "kalender", "calendrier",
                                               "calendario", "events",   "event-calendar"};
constexpr std::string_view kCalendarFields[] = {"month", "year", "date", "day", "week", "cal"};

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

struct Shape {
  std::vector<std::string> segments;  ///< lower case, empty ones left out
  std::vector<std::pair<std::string, std::string>> fields;
};

Shape shape_of(const Url& url) {
  Shape shape;
  const std::string path = to_ascii_lower(url.path());
  for (const std::string_view segment : split(path, '/')) {
    if (!segment.empty()) shape.segments.emplace_back(segment);
  }
  const std::string query = to_ascii_lower(url.query());
  for (const std::string_view field : split(query, '&')) {
    if (field.empty()) continue;
    const std::size_t equals = std::min(field.find('='), field.size());
    shape.fields.emplace_back(field.substr(0, equals),
                              field.substr(std::min(equals + 1, field.size())));
  }
  return shape;
}

bool has_field(const Shape& shape, std::span<const std::string_view> names) {
  return std::ranges::any_of(shape.fields,
                             [&](const auto& field) { return is_one_of(field.first, names); });
}
bool has_segment(const Shape& shape, std::span<const std::string_view> names) {
  return std::ranges::any_of(shape.segments,
                             [&](const std::string& segment) { return is_one_of(segment, names); });
}

bool is_file(const Shape& shape) {
  if (shape.segments.empty()) return false;
  const std::string& last = shape.segments.back();
  const std::size_t dot = last.rfind('.');
  return dot != std::string::npos && is_one_of(std::string_view(last).substr(dot + 1), kFileTypes);
}

bool is_hex(std::string_view text) {
  return std::ranges::all_of(text,
                             [](char c) { return is_ascii_digit(c) || (c >= 'a' && c <= 'f'); });
}

/// ASP.NET's "(S(lit3py55t21z5v55vlm25s55))".
bool is_session_segment(std::string_view segment) { return segment.starts_with("(s("); }

bool is_session_field(std::string_view name, std::string_view value) {
  if (is_one_of(name, kSessionFields) || name.starts_with("aspsessionid")) return true;
  return (name == "sid" || name == "s") && value.size() >= 16 && is_hex(value);
}

bool has_session(const Shape& shape) {
  for (const std::string& segment : shape.segments) {
    if (segment.find(";jsessionid=") != std::string::npos || is_session_segment(segment))
      return true;
  }
  return std::ranges::any_of(
      shape.fields, [](const auto& field) { return is_session_field(field.first, field.second); });
}

std::string path_without_session(std::string_view path) {
  std::string kept;
  for (const std::string_view segment : split(path, '/')) {
    if (is_session_segment(to_ascii_lower(segment))) continue;
    if (segment.data() != path.data()) kept += '/';
    bool is_first = true;
    for (const std::string_view part : split(segment, ';')) {
      if (!is_first && starts_with_ignoring_ascii_case(part, "jsessionid=")) continue;
      if (!is_first) kept += ';';
      is_first = false;
      kept += part;
    }
  }
  return kept;
}

std::string query_without_session(std::string_view query) {
  std::string kept;
  for (const std::string_view field : split(query, '&')) {
    const std::size_t equals = std::min(field.find('='), field.size());
    const std::string name = to_ascii_lower(field.substr(0, equals));
    const std::string value = to_ascii_lower(field.substr(std::min(equals + 1, field.size())));
    if (field.empty() || is_session_field(name, value)) continue;
    if (!kept.empty()) kept += '&';
    kept += field;
  }
  return kept;
}

/// A year, as the whole text or before a "-" ("2031-04"); 0 when there is none.
int year_in(std::string_view text) {
  if (text.size() < 4 || (text.size() > 4 && text[4] != '-')) return 0;
  int year = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + 4, year);
  return error == std::errc() && end == text.data() + 4 && year >= 1000 ? year : 0;
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return is_ascii_digit(c); });
}

bool is_far_calendar(const Shape& shape, int this_year, int years) {
  int year = 0;
  for (const std::string& segment : shape.segments) year = std::max(year, year_in(segment));
  const bool has_word = has_segment(shape, kCalendarWords) || has_field(shape, kCalendarFields);
  for (const auto& [name, value] : shape.fields) {
    if (is_one_of(name, kCalendarFields)) year = std::max(year, year_in(value));
  }
  if (year == 0) return false;
  if (has_word) return year > this_year + years || year < this_year - years;
  if (shape.segments.empty()) return false;
  const bool is_by_date = is_number(shape.segments.back()) || year_in(shape.segments.back()) != 0;
  return is_by_date && year > this_year + years && year < 2200;
}

int most_repeats(const Shape& shape) {
  std::vector<std::string> sorted = shape.segments;
  std::ranges::sort(sorted);
  int most = 0, run = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 1;
    most = std::max(most, run);
  }
  return most;
}

bool any_glob(const std::vector<std::string>& globs, std::string_view path) {
  return std::ranges::any_of(globs,
                             [&](const std::string& glob) { return glob_matches(glob, path); });
}

}  // namespace

std::string_view link_refusal_name(LinkRefusal refusal) {
  constexpr std::string_view kNames[] = {"none",         "not_http",      "other_site",
                                         "excluded",     "not_included",  "too_deep",
                                         "url_too_long", "path_too_deep", "repeated_segments",
                                         "file_type",    "not_a_page",    "session_id",
                                         "calendar",     "facets",        "path_budget"};
  static_assert(std::size(kNames) == static_cast<std::size_t>(LinkRefusal::kPathBudget) + 1);
  return kNames[static_cast<std::size_t>(refusal)];
}

Url without_session_id(const Url& url) {
  if (!url.is_http() || !has_session(shape_of(url))) return url;
  std::string text = url.origin() + path_without_session(url.path());
  if (const std::string query = query_without_session(url.query()); !query.empty())
    text += "?" + query;
  Result<Url> bare = Url::parse(text);
  return bare ? std::move(*bare) : url;
}

LinkScope::LinkScope(const Url& start, LinkScopeOptions options)
    : host_(start.host()), site_(site_of_host(start.host())), options_(std::move(options)) {}

LinkRefusal LinkScope::judge(const Url& url, int depth) const {
  const LinkRefusal place = judge_place(url, depth);
  return place == LinkRefusal::kNone ? judge_shape(url) : place;
}

LinkRefusal LinkScope::judge_place(const Url& url, int depth) const {
  if (!url.is_http()) return LinkRefusal::kNotHttp;
  const bool is_same =
      options_.same_host_only ? url.host() == host_ : site_of_host(url.host()) == site_;
  if (!is_same) return LinkRefusal::kOtherSite;
  if (url.href().size() > options_.max_url_bytes) return LinkRefusal::kUrlTooLong;
  if (any_glob(options_.exclude, url.path())) return LinkRefusal::kExcluded;
  if (!options_.include.empty() && !any_glob(options_.include, url.path())) {
    return LinkRefusal::kNotIncluded;
  }
  return depth > options_.max_depth ? LinkRefusal::kTooDeep : LinkRefusal::kNone;
}

LinkRefusal LinkScope::judge_shape(const Url& url) const {
  const Shape shape = shape_of(url);
  if (shape.segments.size() > options_.max_segments) return LinkRefusal::kPathTooDeep;
  if (most_repeats(shape) > options_.max_repeats) return LinkRefusal::kRepeatedSegments;
  if (is_file(shape)) return LinkRefusal::kFileType;
  if (has_segment(shape, kServiceSegments) || has_field(shape, kServiceFields)) {
    return LinkRefusal::kNotAPage;
  }
  if (has_session(shape)) return LinkRefusal::kSessionId;
  if (is_far_calendar(shape, options_.this_year, options_.calendar_years)) {
    return LinkRefusal::kCalendar;
  }
  const bool is_facet =
      shape.fields.size() > options_.max_query_fields || has_field(shape, kFacetFields);
  return is_facet ? LinkRefusal::kFacets : LinkRefusal::kNone;
}

}  // namespace cuttings
