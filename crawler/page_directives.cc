#include "crawler/page_directives.h"

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxTextBytes = 500;

void take_words(PageDirectives& directives, std::string_view words) {
  for (std::string_view word : split(words, ',')) {
    word = trim_ascii(word);
    const bool is_none = equals_ignoring_ascii_case(word, "none");
    directives.noindex |= is_none || equals_ignoring_ascii_case(word, "noindex");
    directives.nofollow |= is_none || equals_ignoring_ascii_case(word, "nofollow");
    directives.noarchive |= equals_ignoring_ascii_case(word, "noarchive");
  }
}

void note(PageDirectives& directives, std::string_view name, std::string_view value) {
  if (directives.text.size() > kMaxTextBytes) return;
  if (!directives.text.empty()) directives.text += "; ";
  directives.text.append(name).append(": ").append(value.substr(0, kMaxTextBytes));
}

/// True for directives that carry a value of their own: no crawler's name.
bool has_value(std::string_view name) {
  return equals_ignoring_ascii_case(name, "unavailable_after") ||
         starts_with_ignoring_ascii_case(name, "max-");
}

/// The words of an X-Robots-Tag for us: without our name; empty when it is for another crawler.
std::string_view words_for_us(std::string_view value, std::string_view product_token) {
  const std::size_t colon = value.find(':');
  const std::string_view name = trim_ascii(value.substr(0, colon));
  const bool has_name = colon != std::string_view::npos &&
                        name.find(',') == std::string_view::npos && !has_value(name);
  if (!has_name) return value;
  if (!equals_ignoring_ascii_case(name, product_token)) return {};
  return value.substr(colon + 1);
}

}  // namespace

PageDirectives read_directives(const FetchResult& fetched,
                               const std::vector<std::pair<std::string, std::string>>& metas,
                               std::string_view product_token) {
  PageDirectives directives;
  for (const auto& [name, value] : fetched.headers) {
    if (name == "x-robots-tag") take_words(directives, words_for_us(value, product_token));
    if (name == "x-robots-tag" || name == "tdm-reservation" || name == "tdm-policy" ||
        name == "content-signal")
      note(directives, name, value);
  }
  for (const auto& [name, value] : metas) {
    if (name == "robots") take_words(directives, value);
    note(directives, "meta " + name, value);
  }
  return directives;
}

}  // namespace cuttings
