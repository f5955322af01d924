#include "crawler/discovery/article_links.h"

#include <algorithm>
#include <vector>

#include "config/base/text.h"
#include "extractor/metadata/path_dates.h"

namespace cuttings {
namespace {

constexpr std::string_view kListWords[] = {
    "tag",        "tags",    "category", "categories", "author",   "authors",   "page",
    "topic",      "topics",  "search",   "archive",    "archives", "feed",      "rss",
    "login",      "about",   "contact",  "privacy",    "terms",    "impressum", "newsletter",
    "subscribe",  "section", "user",     "calendar",   "events",   "gallery",   "galleries",
    "index.html", "list",    "thema",    "kategorie"};
constexpr std::string_view kArticleWords[] = {"article", "articles", "story", "stories",
                                              "news",    "post",     "posts", "artikel",
                                              "blog",    "opinion"};

std::size_t word_count_of(std::string_view slug) {
  std::size_t words = 0;
  bool in_word = false;
  for (const char c : slug) {
    const bool is_letter = is_ascii_alpha(c) || c == '%';
    if (is_letter && !in_word) ++words;
    if (c == '-' || c == '_' || c == '+')
      in_word = false;
    else if (is_letter)
      in_word = true;
  }
  return words;
}

std::size_t longest_number(std::string_view text) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = is_ascii_digit(c) ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

double slug_score(std::string_view last) {
  const std::size_t words = word_count_of(last);
  if (words >= 4) return 0.4;
  if (words == 3) return 0.3;
  return words == 2 ? 0.1 : 0;
}

double text_score(std::string_view text) {
  const std::size_t words = count_words(text.substr(0, 1024));
  if (words >= 5) return 0.2;
  if (words >= 3) return 0.05;
  return words > 0 ? -0.1 : 0;
}

template <std::size_t n>
bool has_any(const std::vector<std::string_view>& segments, const std::string_view (&words)[n]) {
  return std::ranges::any_of(segments, [&](std::string_view segment) {
    return std::ranges::find(words, segment) != std::end(words);
  });
}

}  // namespace

double looks_like_article(const Url& url, std::string_view link_text) {
  const std::string path = to_ascii_lower(url.path());
  std::vector<std::string_view> segments = split(path, '/');
  std::erase_if(segments, [](std::string_view segment) { return segment.empty(); });
  if (segments.empty()) return 0;
  const std::string_view last = segments.back();
  double score = 0.1 + slug_score(last) + text_score(link_text);
  if (find_date_in_path(path)) score += 0.3;
  const std::size_t digits = longest_number(last);
  if (digits >= 5 || (digits == last.size() && digits >= 4)) score += 0.2;
  if (segments.size() > 1) score += 0.05;
  if (segments.size() > 1 && has_any(segments, kArticleWords)) score += 0.1;
  if (last.ends_with(".html") || last.ends_with(".htm")) score += 0.1;
  if (has_any(segments, kListWords)) score -= 0.4;
  if (!url.query().empty()) score -= 0.15;
  return std::clamp(score, 0.0, 1.0);
}

double link_priority(const Url& url, const LinkFacts& facts, const TrapGuard* guard) {
  if (facts.is_from_feed) return 1;
  const double look = looks_like_article(url, facts.text);
  const double rate = guard == nullptr ? 0.5 : guard->yield_rate(url);
  const double nearness = 1.0 / (1.0 + std::max(0, facts.depth));
  return std::min(0.99, 0.45 * look + 0.4 * rate + 0.14 * nearness);  // chosen by hand
}

}  // namespace cuttings
