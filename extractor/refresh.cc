#include "extractor/refresh.h"

#include <algorithm>

#include "config/base/text.h"

namespace cuttings {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

void skip_spaces(std::string_view& text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
}

/// Takes the seconds off `text`, with a fraction; -1 when there are none, at most a day.
int take_seconds(std::string_view& text) {
  int seconds = -1;
  while (!text.empty() && is_ascii_digit(text.front())) {
    seconds = std::min(std::max(seconds, 0) * 10 + (text.front() - '0'), 86'400);
    text.remove_prefix(1);
  }
  if (seconds < 0 && text.starts_with('.')) seconds = 0;
  while (!text.empty() && (is_ascii_digit(text.front()) || text.front() == '.'))
    text.remove_prefix(1);
  return seconds;
}

/// What stands behind the seconds: the URL, of which "url=" and quotes may be left out.
std::string_view url_in(std::string_view text) {
  if (text.empty() || (text.front() != ';' && text.front() != ',' && !is_space(text.front())))
    return {};
  skip_spaces(text);
  if (text.starts_with(';') || text.starts_with(',')) text.remove_prefix(1);
  skip_spaces(text);
  if (starts_with_ignoring_ascii_case(text, "url")) {
    std::string_view rest = text.substr(3);
    skip_spaces(rest);
    if (rest.starts_with('=')) {
      text = rest.substr(1);
      skip_spaces(text);
    }
  }
  const bool is_quoted = text.starts_with('"') || text.starts_with('\'');
  return is_quoted ? text.substr(1, text.find(text.front(), 1) - 1) : trim_ascii(text);
}

std::string target_of(Node meta, const Url& base) {
  if (meta.tag() != Tag::kMeta) return {};
  if (!equals_ignoring_ascii_case(meta.attribute("http-equiv"), "refresh")) return {};
  return refresh_target(meta.attribute("content"), base);
}

}  // namespace

std::string refresh_target(std::string_view value, const Url& base) {
  constexpr std::size_t kMaxValue = 4096;
  value = value.substr(0, kMaxValue);
  skip_spaces(value);
  const int seconds = take_seconds(value);
  if (seconds < 0 || seconds > kMaxRefreshWait) return {};
  const std::string_view reference = url_in(value);
  if (reference.empty()) return {};
  const Result<Url> url = base.resolve(reference);
  if (!url || !url->is_http()) return {};
  const std::string target = url->without_fragment();
  return target == base.without_fragment() ? std::string() : target;
}

std::string find_refresh(const Document& document, const Url& base, Noscript noscript) {
  for (Node node = document.head().first_child(); node; node = node.next_sibling()) {
    if (std::string target = target_of(node, base); !target.empty()) return target;
    if (node.tag() != Tag::kNoscript || noscript == Noscript::kIsPassedOver) continue;
    for (Node inner = node.first_child(); inner; inner = inner.next_sibling())
      if (std::string target = target_of(inner, base); !target.empty()) return target;
  }
  return {};
}

}  // namespace cuttings
