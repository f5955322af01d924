#include "extractor/metadata/title.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "config/base/text.h"
#include "extractor/metadata/slug.h"

namespace cuttings {
namespace {

constexpr std::string_view kSeparators[] = {" | ", " - ", " – ", " — ",  " :: ", " » ",
                                            " · ", " • ", " « ", " // ", "｜",   " : ",
                                            " ― ", " ‹ ", " › ", " |",   "| ",   "_"};

struct Cut {
  std::size_t at = std::string_view::npos, length = 0;
};

/// The separator that begins at `at`, if any.
Cut separator_at(std::string_view title, std::size_t at) {
  const char c = title[at];
  if (c != ' ' && c != '|' && c != '_' && (c & 0x80) == 0) return {};
  // Most spaces stand before a word, which no separator has.
  if (c == ' ' && at + 1 < title.size() && is_ascii_alphanumeric(title[at + 1])) return {};
  for (const std::string_view mark : kSeparators)
    if (title.substr(at).starts_with(mark)) return {at, mark.size()};
  return {};
}

Cut last_separator(std::string_view title) {
  for (std::size_t at = title.size(); at-- > 0;)
    if (const Cut cut = separator_at(title, at); cut.length != 0) return cut;
  return {};
}

Cut first_separator(std::string_view title) {
  for (std::size_t at = 0; at < title.size(); ++at)
    if (const Cut cut = separator_at(title, at); cut.length != 0) return cut;
  return {};
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

/// A title's first segment is the site's only when it says its whole name: "Puppy care" of
/// puppycare24.example is what the page is about.
bool opens_with_site(std::string_view segment, const std::vector<std::string>& site_keys) {
  if (!is_site(segment, site_keys)) return false;
  const std::string key = title_key(segment);
  return key.empty() ||
         std::any_of(site_keys.begin(), site_keys.end(),
                     [&](const std::string& site) { return key.find(site) != std::string::npos; });
}

}  // namespace

/// title_key() of ASCII: most titles need no case tables.
static std::string ascii_key(std::string_view text) {
  std::string key;
  key.reserve(text.size());
  for (const char c : text)
    if (is_ascii_alphanumeric(c)) key += to_ascii_lower(c);
  return key;
}

static bool is_ascii_only(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

std::string title_key(std::string_view text) {
  if (is_ascii_only(text)) return ascii_key(text);
  const std::string folded = fold_case(text);
  std::string key;
  for (std::size_t i = 0; i < folded.size();) {
    const auto [c, length] = decode_code_point(folded, i);
    const bool is_plain = c < 0x80
                              ? is_ascii_alphanumeric(static_cast<char>(c))
                              : c >= 0xC0 && !(c >= 0x2000 && c < 0x2C00) &&
                                    !(c >= 0x3000 && c < 0x3040) && !(c >= 0xFF00 && c < 0xFF10);
    if (is_plain) key.append(folded, i, length);
    i += length;
  }
  return key;
}

/// Without the sign that documentation links a heading to itself with.
static std::string_view drop_heading_anchor(std::string_view title) {
  title = trim_ascii(title);
  for (const std::string_view sign : {"¶", " #"})
    if (title.ends_with(sign)) title = trim_ascii(title.substr(0, title.size() - sign.size()));
  return title;
}

std::string strip_site_name(std::string_view title, const std::vector<std::string>& site_keys) {
  constexpr int kMaxSegments = 4;
  title = drop_heading_anchor(title);
  for (int i = 0; i < kMaxSegments; ++i) {
    const Cut cut = last_separator(title);
    if (cut.length == 0 || cut.at == 0 || !is_site(title.substr(cut.at + cut.length), site_keys))
      break;
    title = trim_ascii(title.substr(0, cut.at));
  }
  const Cut cut = first_separator(title);
  if (cut.length == 0 || cut.at + cut.length >= title.size() ||
      !opens_with_site(title.substr(0, cut.at), site_keys))
    return std::string(trim_ascii(title));
  const std::string_view mark = title.substr(cut.at, cut.length);
  title = title.substr(cut.at + cut.length);
  const bool is_trail = mark == " » " || mark == " › ";  // "The Example » News » Title"
  const std::size_t last = is_trail ? title.rfind(mark) : std::string_view::npos;
  if (last != std::string_view::npos) title = title.substr(last + mark.size());
  return std::string(trim_ascii(title));
}

namespace {

/// How much a kind of statement counts; HTML weights: 100 is the first <h1>, 90 other <h1>, 30
/// <title>. Chosen by hand.
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

bool is_heading(const Candidate& title) {
  return title.origin == Origin::kHtml && title.weight >= 90;
}

struct Group {
  std::string key;
  std::vector<std::pair<Origin, bool>> kinds;  ///< that gave their score: origin, is a heading
  double score = 0;
  bool is_declared = false;  ///< JSON-LD calls it the article's headline
  Candidate best{Origin::kHtml, 0, {}};
};

/// What editors of pages write where there is no title yet.
bool is_untitled(std::string_view key) {
  return key == "untitled" || key == "untitleddocument" || key == "notitle" || key == "newpage";
}

/// Counts a kind of statement once (two scripts of one plugin say the same), headings twice: a wide
/// page and a narrow one have each theirs.
void add_support(Group& group, const Candidate& title) {
  constexpr std::ptrdiff_t kMaxHeadings = 2;
  const std::pair kind(title.origin, is_heading(title));
  const auto known = std::count(group.kinds.begin(), group.kinds.end(), kind);
  if (known >= (kind.second ? kMaxHeadings : 1)) return;
  group.kinds.push_back(kind);
  group.score += support(title);
}

/// Of a title that no heading repeats, what stands after the last bar is the site or a section
/// under a name that nothing else on the page tells us.
std::string drop_last_bar(const Candidate& title) {
  const std::size_t bar = title.value.rfind(" | ");
  if (is_heading(title) || bar == std::string::npos || bar == 0) return title.value;
  return std::string(trim_ascii(std::string_view(title.value).substr(0, bar)));
}

/// A statement that no heading and no headline says in full gives its score to the longest heading
/// that it begins or ends with: the rest is a section, a slogan, a site.
void support_headings(std::vector<Group>& groups) {
  constexpr std::size_t kMinKey = 12;  // bytes, chosen by hand
  for (const Group& longer : groups) {
    if (is_heading(longer.best) || longer.is_declared) continue;
    Group* best = nullptr;
    for (Group& g : groups) {
      if (!is_heading(g.best) || g.key.size() < kMinKey || g.key.size() >= longer.key.size())
        continue;
      const bool is_part = longer.key.starts_with(g.key) || longer.key.ends_with(g.key);
      if (is_part && (best == nullptr || g.key.size() > best->key.size())) best = &g;
    }
    if (best != nullptr) best->score += longer.score;
  }
}

/// "Section - Title": what stands first may be a heading too, but the title is the longer one.
bool ends_with_longer_heading(const std::vector<Group>& groups, const Group& statement,
                              std::size_t first) {
  return std::any_of(groups.begin(), groups.end(), [&](const Group& g) {
    return &g != &statement && is_heading(g.best) && g.key.size() > first &&
           statement.key.ends_with(g.key);
  });
}

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
      if (ends_with_longer_heading(groups, longer, key.size())) break;
      shorter->score += longer.score;
      break;
    }
  }
}

/// A lesser heading that repeats what the page declares as its headline shows it to the reader, as
/// where the <h1> is hidden or is written for search engines.
void support_by_subheadings(std::vector<Group>& groups, const std::vector<Candidate>& titles) {
  constexpr double kShown = 2.4;  // as the first <h1>
  for (const Candidate& title : titles) {
    if (title.weight != kSubheadingWeight) continue;
    const std::string key = title_key(title.value);
    for (Group& group : groups)
      if (group.is_declared && !is_heading(group.best) && group.key == key) {
        group.score += kShown;
        group.is_declared = false;
      }
  }
}

/// The address is written from the title that the newsroom gave first: statements that have its
/// words, as many as any other statement but for one ("Israel's" is "israel" there), gain its
/// voice.
void support_by_slug(std::vector<Group>& groups, const std::vector<std::string>& slug) {
  constexpr double kVoice = 3.0, kMinMatch = 0.8;  // chosen on the corpora: 2 and 4 are no better
  double best = 0;
  std::vector<double> matches;
  for (const Group& group : groups) {
    matches.push_back(slug_match(slug, group.best.value));
    best = std::max(best, matches.back());
  }
  if (best < kMinMatch) return;
  const double one_word = 1.1 / static_cast<double>(slug.size());  // and what division loses
  for (std::size_t i = 0; i < groups.size(); ++i)
    if (matches[i] >= std::max(kMinMatch, best - one_word)) groups[i].score += kVoice;
}

/// True when something else than headings and <title> says it.
bool is_declared_by_machine(const Group& group) {
  return std::any_of(group.kinds.begin(), group.kinds.end(),
                     [](const auto& kind) { return kind.first != Origin::kHtml; });
}

/// True when a declared title, or what it has before its last separator, is this text: a question
/// is not the title without its mark.
bool declares(const Group& group, std::string_view text, std::string_view key) {
  constexpr std::size_t kMaxTitle = 500;  // bytes: longer ones are no titles
  std::string_view title = group.best.value;
  if (title.size() > kMaxTitle) return false;
  if (group.key != key) title = title.substr(0, last_separator(title).at);
  return title.ends_with('?') == text.ends_with('?') &&
         (group.key == key || title_key(title) == key);
}

/// A heading "Kicker: Title" or "3 March Title" (its parts are elements) of a page that declares
/// "Title" elsewhere, perhaps with a site's name, is that title: the longest that begins at a word.
Candidate without_kicker(const std::vector<Group>& groups, const Group& best) {
  constexpr std::size_t kMinKey = 12;  // bytes, chosen by hand
  const std::string_view value = best.best.value;
  if (!is_heading(best.best)) return best.best;
  for (std::size_t space = value.find(' '); space != std::string_view::npos;
       space = value.find(' ', space + 1)) {
    const std::string_view rest = trim_ascii(value.substr(space));
    const std::string key = title_key(rest);
    if (key.size() < kMinKey) break;
    if (key == best.key) continue;  // what stands before is no letter
    for (const Group& g : groups) {
      if (!is_declared_by_machine(g) || !declares(g, rest, key)) continue;
      return g.key == key ? g.best : Candidate{g.best.origin, g.best.weight, std::string(rest)};
    }
  }
  return best.best;
}

/// True when `other` is the heading with a dash between two of its parts and nothing else.
bool adds_dash(std::string_view heading, std::string_view other) {
  const std::string plain = replace_all(heading, " ", "");
  for (const std::string_view dash : {" - ", " – ", " — "})
    if (const std::size_t at = other.find(dash); at != std::string_view::npos) {
      const std::string without =
          std::string(other.substr(0, at)).append(other.substr(at + dash.size()));
      return replace_all(without, " ", "") == plain;
    }
  return false;
}

/// Of two spellings with the same letters the one with a colon or dash, when one is a heading that
/// has none: its kicker stands in an element of its own. Empty otherwise.
std::string with_colon(const Candidate& a, const Candidate& b) {
  const auto lost = [](const Candidate& heading, const Candidate& other) {
    if (!is_heading(heading)) return false;
    return (heading.value.find(':') == std::string::npos &&
            other.value.find(": ") != std::string::npos) ||
           adds_dash(heading.value, other.value);
  };
  return lost(a, b) ? b.value : lost(b, a) ? a.value : std::string();
}

/// The words of three bytes or more, case folded, sorted, each once.
std::vector<std::string> words_of(std::string_view title) {
  constexpr std::size_t kMinWord = 3;
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (word.size() >= kMinWord) words.push_back(word);
    word.clear();
  };
  const std::string folded = fold_case(title);
  for (std::size_t i = 0; i < folded.size();) {
    const std::size_t length = decode_code_point(folded, i).length;
    const std::string key = title_key(std::string_view(folded).substr(i, length));
    if (key.empty()) end_word();
    word += key;
    i += length;
  }
  end_word();
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

/// Words that both have, of those of the shorter one.
double shared_part(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return 0;
  return static_cast<double>(count_shared(a, b)) /
         static_cast<double>(std::min(a.size(), b.size()));
}

/// Outside of the news, where editors write both, what a page declares beside another heading is
/// written for search engines: the heading that tells the same in other words is the title. Of the
/// corpora's articles where that is so, annotators took the heading 88 times, the other 35 times.
/// An address as long as a headline was written from one: a heading has as many of its words.
const Group& prefer_heading(const std::vector<Group>& groups, const Group& best,
                            const std::vector<std::string>& slug) {
  constexpr double kMinShared = 0.5, kMinMatch = 0.8;
  constexpr std::size_t kMinWords = 4, kHeadlineWords = 10;
  if (is_heading(best.best)) return best;
  const std::vector<std::string> words = words_of(best.best.value);
  const double match = slug.size() < kHeadlineWords ? 0 : slug_match(slug, best.best.value);
  const Group* heading = nullptr;
  double most = 0;
  for (const Group& g : groups) {
    if (!is_heading(g.best)) continue;
    const std::vector<std::string> others = words_of(g.best.value);
    const double shared = others.size() < kMinWords ? 0 : shared_part(words, others);
    if (shared < kMinShared || shared <= most) continue;
    if (match >= kMinMatch && slug_match(slug, g.best.value) < match) continue;
    most = shared;
    heading = &g;
  }
  return heading != nullptr && most < 1 ? *heading : best;
}

}  // namespace

Candidate choose_title(const std::vector<Candidate>& titles,
                       const std::vector<std::string>& site_keys,
                       const std::vector<std::string>& slug, bool is_news) {
  constexpr std::size_t kMaxTitles = 32;
  std::vector<Group> groups;
  for (std::size_t i = 0; i < titles.size() && i < kMaxTitles; ++i) {
    if (titles[i].weight == kSubheadingWeight) continue;
    Candidate candidate = titles[i];
    candidate.value = strip_site_name(candidate.value, site_keys);
    const std::string key = title_key(candidate.value);
    if (key.empty() || is_untitled(key) ||
        std::find(site_keys.begin(), site_keys.end(), key) != site_keys.end())
      continue;
    auto group =
        std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.key == key; });
    if (group == groups.end()) group = groups.insert(groups.end(), {key, {}, 0, false, candidate});
    add_support(*group, candidate);
    group->is_declared |= candidate.origin == Origin::kJsonLd && candidate.weight >= 60;
    const std::string spelling = with_colon(group->best, candidate);
    const bool is_better = is_heading(candidate) && group->best.weight < 90;
    if (is_better || (candidate.weight > group->best.weight && group->best.origin != Origin::kHtml))
      group->best = candidate;
    if (!spelling.empty()) group->best.value = spelling;
  }
  if (groups.empty() && !site_keys.empty())  // a page that is called as its site
    return choose_title(titles, {}, slug, is_news);
  if (groups.empty()) return {Origin::kHtml, 0, {}};
  support_by_segments(groups);
  support_headings(groups);
  support_by_subheadings(groups, titles);
  support_by_slug(groups, slug);
  const Group& voted =
      *std::max_element(groups.begin(), groups.end(),
                        [](const Group& a, const Group& b) { return a.score < b.score; });
  const Group& told = is_news ? voted : prefer_heading(groups, voted, slug);
  Candidate best = without_kicker(groups, told);
  best.value = drop_last_bar(best);
  return best;
}

}  // namespace cuttings
