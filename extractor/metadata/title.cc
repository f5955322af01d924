#include "extractor/metadata/title.h"

#include <algorithm>
#include <array>
#include <optional>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::string_view kSeparators[] = {" | ", " - ", " – ", " — ",  " :: ", " » ",
                                            " · ", " • ", " « ", " // ", "｜",   " : ",
                                            " ― ", " ‹ ", " › ", " |",   "| ",   "_"};

struct Cut {
  std::size_t at = std::string_view::npos, length = 0;
};

Cut last_separator(std::string_view title) {
  Cut best;
  for (const std::string_view mark : kSeparators) {
    const std::size_t at = title.rfind(mark);
    if (at != std::string_view::npos && (best.length == 0 || at > best.at))
      best = {at, mark.size()};
  }
  return best;
}

Cut first_separator(std::string_view title) {
  Cut best;
  for (const std::string_view mark : kSeparators) {
    const std::size_t at = title.find(mark);
    if (at != std::string_view::npos && (best.length == 0 || at < best.at))
      best = {at, mark.size()};
  }
  return best;
}

/// A segment is the site's when its key is a site key, or one holds the other and they are not far
/// apart ("The Example" and "Example", "Example.org").
bool is_site(std::string_view segment, const std::vector<std::string>& site_keys) {
  constexpr std::size_t kMinKey = 3, kMaxExtra = 8;  // chosen by hand
  const std::string key = title_key(segment);
  if (key.empty()) return true;
  return std::any_of(site_keys.begin(), site_keys.end(), [&](const std::string& site) {
    if (key == site) return true;
    if (site.size() < kMinKey || key.size() < kMinKey) return false;
    const bool holds = key.find(site) != std::string::npos;
    const bool is_held = site.find(key) != std::string::npos && key.size() >= 4;
    return (holds && key.size() <= site.size() + kMaxExtra) || is_held;
  });
}

}  // namespace

std::string title_key(std::string_view text) {
  const std::string folded = fold_case(text);
  std::string key;
  for (std::size_t i = 0; i < folded.size();) {
    const auto [c, length] = decode_code_point(folded, i);
    const bool is_plain =
        c < 0x80 ? is_ascii_alpha(static_cast<char>(c)) || is_ascii_digit(static_cast<char>(c))
                 : c >= 0xC0 && !(c >= 0x2000 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3040) &&
                       !(c >= 0xFF00 && c < 0xFF10);
    if (is_plain) key.append(folded, i, length);
    i += length;
  }
  return key;
}

std::string strip_site_name(std::string_view title, const std::vector<std::string>& site_keys) {
  constexpr int kMaxSegments = 4;
  for (int i = 0; i < kMaxSegments; ++i) {
    const Cut cut = last_separator(title);
    if (cut.length == 0 || cut.at == 0 || !is_site(title.substr(cut.at + cut.length), site_keys))
      break;
    title = trim_ascii(title.substr(0, cut.at));
  }
  const Cut cut = first_separator(title);
  if (cut.length != 0 && is_site(title.substr(0, cut.at), site_keys) &&
      cut.at + cut.length < title.size())
    title = title.substr(cut.at + cut.length);
  return std::string(trim_ascii(title));
}

namespace {

/// How much a kind of statement counts; HTML weights: 100 is the first <h1>, 90 other <h1>, 30
/// <title>. Chosen by hand; moving each by a third moved title
/// figures by less than 0.02 (fundus-a, trafilatura-a, 2026-11-25).
double support(const Candidate& c) {
  switch (c.origin) {
    case Origin::kHtml:
      return c.weight >= 100 ? 2.4 : c.weight >= 90 ? 2.0 : 1.6;
    case Origin::kJsonLd:
      return c.weight >= 60 ? 2.2 : c.weight >= 30 ? 0.8 : 0.2;
    case Origin::kOpenGraph:
      return 2.0;
    case Origin::kMicrodata:
      return 2.0;
    default:
      return c.weight >= 80 ? 2.0 : 0.6;
  }
}

struct Group {
  std::string key;
  double score = 0;
  Candidate best{Origin::kHtml, 0, {}};
};

/// "Title | Something" also speaks for "Title": a statement whose first segment is another one's
/// whole gives its score to that.
void support_by_segments(std::vector<Group>& groups) {
  for (Group& longer : groups) {
    std::string_view title = longer.best.value;
    for (Cut cut = last_separator(title); cut.length != 0 && cut.at != 0;
         cut = last_separator(title)) {
      title = title.substr(0, cut.at);
      const std::string key = title_key(title);
      const auto shorter =
          std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.key == key; });
      if (shorter == groups.end() || &*shorter == &longer) continue;
      shorter->score += longer.score;
      break;
    }
  }
}

}  // namespace

Candidate choose_title(const std::vector<Candidate>& titles,
                       const std::vector<std::string>& site_keys) {
  constexpr std::size_t kMaxTitles = 24;
  std::vector<Group> groups;
  for (std::size_t i = 0; i < titles.size() && i < kMaxTitles; ++i) {
    Candidate candidate = titles[i];
    candidate.value = strip_site_name(candidate.value, site_keys);
    const std::string key = title_key(candidate.value);
    if (key.empty() || std::find(site_keys.begin(), site_keys.end(), key) != site_keys.end())
      continue;
    auto group =
        std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.key == key; });
    if (group == groups.end()) group = groups.insert(groups.end(), {key, 0, candidate});
    group->score += support(candidate);
    const bool is_better =
        candidate.origin == Origin::kHtml && candidate.weight >= 90 && group->best.weight < 90;
    if (is_better || (candidate.weight > group->best.weight && group->best.origin != Origin::kHtml))
      group->best = candidate;
  }
  if (groups.empty()) return {Origin::kHtml, 0, {}};
  support_by_segments(groups);
  return std::max_element(groups.begin(), groups.end(),
                          [](const Group& a, const Group& b) { return a.score < b.score; })
      ->best;
}

}  // namespace cuttings
