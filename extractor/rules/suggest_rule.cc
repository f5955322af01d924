#include "extractor/rules/suggest_rule.h"

#include <algorithm>
#include <map>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxElements = 8, kMaxStrips = 12;
constexpr double kMinKept = 0.8;  // of the kept words, on every page; chosen by hand
constexpr std::size_t kMinStripWords = 2;

/// A name that a person gave: letters, "-" and "_" only. It needs no escaping in XPath.
bool is_lasting_name(std::string_view name) {
  constexpr std::size_t kMaxName = 40;
  return name.size() >= 2 && name.size() <= kMaxName &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return is_ascii_alpha(c) || c == '-' || c == '_'; });
}

void add_places(Node element, std::vector<std::string>& places) {
  const std::string tag = "//" + std::string(element.tag_name());
  const std::string_view id = element.attribute("id");
  if (is_lasting_name(id)) places.push_back(tag + "[@id='" + std::string(id) + "']");
  for (const std::string_view name : split(element.attribute("class"), ' '))
    if (is_lasting_name(name))
      places.push_back(tag + "[contains(concat(' ', normalize-space(@class), ' '), ' " +
                       std::string(name) + " ')]");
  if (element.tag() == Tag::kArticle || element.tag() == Tag::kMain) places.push_back(tag);
}

/// Words of the blocks in one place, on one page.
struct Words {
  std::size_t kept = 0, dropped = 0;
};
using PlaceWords = std::map<std::string, Words, std::less<>>;

PlaceWords count_places(const std::vector<BlockReport>& page) {
  PlaceWords places;
  for (const BlockReport& block : page)
    for (const std::string& place : block.places) {
      Words& words = places[place];
      (block.is_kept ? words.kept : words.dropped) += count_words(block.text);
    }
  return places;
}

std::size_t kept_words(const std::vector<BlockReport>& page) {
  std::size_t words = 0;
  for (const BlockReport& block : page)
    if (block.is_kept) words += count_words(block.text);
  return words;
}

/// How well one place holds the articles: means over the pages.
struct Fit {
  double kept = 0, exactness = 0;
  double f1() const { return kept + exactness > 0 ? 2 * kept * exactness / (kept + exactness) : 0; }
};

/// Empty where a page's article lies outside.
Fit fit_of(const std::string& place, std::span<const PlaceWords> pages,
           std::span<const std::size_t> totals) {
  Fit fit;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const auto found = pages[i].find(place);
    if (found == pages[i].end()) return {};
    const auto kept = static_cast<double>(found->second.kept);
    const double share = totals[i] == 0 ? 0 : kept / static_cast<double>(totals[i]);
    if (share < kMinKept) return {};
    fit.kept += share;
    fit.exactness += kept / (kept + static_cast<double>(found->second.dropped));
  }
  fit.kept /= static_cast<double>(pages.size());
  fit.exactness /= static_cast<double>(pages.size());
  return fit;
}

bool stands_in(const BlockReport& block, std::string_view place) {
  return std::find(block.places.begin(), block.places.end(), place) != block.places.end();
}

/// Words that each place within `body` would strip; places with a kept word are left out.
std::map<std::string, std::size_t> strippable(std::span<const std::vector<BlockReport>> pages,
                                              const std::string& body,
                                              const std::vector<std::string>& stripped) {
  std::map<std::string, std::size_t> words;
  std::map<std::string, bool> holds_text;
  for (const auto& page : pages)
    for (const BlockReport& block : page) {
      const bool is_in = stands_in(block, body);
      const bool is_gone =
          std::any_of(stripped.begin(), stripped.end(),
                      [&](const std::string& place) { return stands_in(block, place); });
      for (const std::string& place : block.places) {
        holds_text[place] |= block.is_kept;
        if (is_in && !is_gone && !block.is_kept) words[place] += count_words(block.text);
      }
    }
  std::erase_if(words, [&](const auto& entry) { return holds_text[entry.first]; });
  return words;
}

std::vector<std::string> choose_strips(std::span<const std::vector<BlockReport>> pages,
                                       const std::string& body) {
  std::vector<std::string> strips;
  while (strips.size() < kMaxStrips) {
    const auto words = strippable(pages, body, strips);
    const auto most =
        std::max_element(words.begin(), words.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == words.end() || most->second < kMinStripWords) break;
    strips.push_back(most->first);
  }
  return strips;
}

/// True for elements that hold paragraphs: a rule for the paragraphs alone would lose the rest.
bool is_container(std::string_view place) {
  for (const std::string_view tag : {"//div[", "//section[", "//article", "//main", "//td["})
    if (place.starts_with(tag)) return true;
  return false;
}

double clutter_of(std::span<const std::vector<BlockReport>> pages, const RuleSuggestion& rule) {
  std::size_t dropped = 0, all = 0;
  for (const auto& page : pages)
    for (const BlockReport& block : page) {
      const bool is_gone = std::any_of(rule.strip.begin(), rule.strip.end(),
                                       [&](const auto& place) { return stands_in(block, place); });
      if (is_gone || !stands_in(block, rule.body)) continue;
      all += count_words(block.text);
      if (!block.is_kept) dropped += count_words(block.text);
    }
  return all == 0 ? 0 : static_cast<double>(dropped) / static_cast<double>(all);
}

}  // namespace

std::vector<std::string> places_of(Node element) {
  std::vector<std::string> places;
  for (std::size_t i = 0; i < kMaxElements && element && element.tag() != Tag::kHtml; ++i) {
    add_places(element, places);
    element = element.parent();
  }
  std::sort(places.begin(), places.end());  // an element in another of the same class
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

RuleSuggestion suggest_rule(std::span<const std::vector<BlockReport>> pages) {
  std::vector<PlaceWords> places;
  std::vector<std::size_t> totals;
  for (const auto& page : pages) {
    places.push_back(count_places(page));
    totals.push_back(kept_words(page));
  }
  RuleSuggestion rule;
  if (places.empty()) return rule;
  double best = 0;
  for (const auto& [place, words] : places.front()) {
    if (!is_container(place)) continue;
    const Fit fit = fit_of(place, places, totals);
    if (fit.f1() <= best) continue;
    best = fit.f1();
    rule.body = place;
    rule.kept = fit.kept;
  }
  if (rule.body.empty()) return rule;
  rule.strip = choose_strips(pages, rule.body);
  rule.clutter = clutter_of(pages, rule);
  return rule;
}

}  // namespace cuttings
