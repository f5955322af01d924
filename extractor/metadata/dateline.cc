#include "extractor/metadata/dateline.h"
#include "extractor/metadata/fold_word.h"
#include "extractor/metadata/month_names.h"

#include <algorithm>
#include <vector>

#include "config/base/text.h"
#include "extractor/metadata/authors.h"
#include "extractor/metadata/dates.h"

namespace cuttings {
namespace {

constexpr std::size_t kReach = 80;  // bytes before the dash, chosen by hand

/// The text before the first dash that stands between spaces, or follows a bracket.
std::string_view before_dash(std::string_view paragraph) {
  const std::string_view head = paragraph.substr(0, kReach);
  std::size_t at = std::string_view::npos;
  for (const std::string_view dash : {" - ", " – ", " — ", " -- ", ")- ", ")– ", ")— ", ") -"})
    if (const std::size_t found = head.find(dash); found != std::string_view::npos)
      at = std::min(at, dash.front() == ')' ? found + 1 : found);
  return at == std::string_view::npos ? std::string_view() : trim_ascii(head.substr(0, at));
}

bool is_capital(std::string_view text, std::size_t at) {
  const auto [c, length] = decode_code_point(text, at);
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  if (c == 0x131) return false;  // the dotless i folds to another letter
  const std::string_view letter = text.substr(at, length);
  return fold_word(letter) != letter;
}

/// All letters are capitals and there are at least three bytes of them.
bool is_in_capitals(std::string_view text) {
  std::size_t capitals = 0;
  for (std::size_t i = 0; i < text.size(); i += decode_code_point(text, i).length) {
    if (is_capital(text, i))
      ++capitals;
    else if (is_ascii_alpha(text[i]) || (text[i] & 0x80) != 0)
      return false;
  }
  return capitals >= 3;
}

/// A place has at most four words, each with a capital or a small word between.
bool is_place(std::string_view text) {
  constexpr std::size_t kMaxWords = 4;
  const auto words = split(text, ' ');
  if (text.empty() || words.size() > kMaxWords || !is_capital(text, 0)) return false;
  if (text.find_first_of("0123456789:!?\"") != std::string_view::npos) return false;
  return std::all_of(words.begin(), words.end(), [](std::string_view word) {
    return !word.empty() && (is_capital(word, 0) || word.size() <= 3);
  });
}

/// Words in capitals that open a text and are no places.
bool is_kicker(std::string_view text) {
  static constexpr std::string_view kKickers[] = {
      "BREAKING",   "UPDATE",    "UPDATED",    "VIDEO",   "WATCH",   "LIVE",
      "EXCLUSIVE",  "OPINION",   "ANALYSIS",   "COMMENT", "REVIEW",  "NOTE",
      "INTERVIEW",  "PHOTOS",    "WARNING",    "READ",    "ANALYSE", "KOMMENTAR",
      "EILMELDUNG", "ENTRETIEN", "ENTREVISTA", "STORY",   "LISTEN"};
  return std::any_of(std::begin(kKickers), std::end(kKickers), [&](std::string_view kicker) {
    return text == kicker || (text.starts_with(kicker) && text[kicker.size()] == ' ');
  });
}

bool is_agency_name(std::string_view text) {
  const auto names = parse_authors(text);
  return !names.empty() && names.front().is_organisation;
}

/// A month's name beside a number: "3 March", "März 3".
bool is_day_of_month(std::string_view text) {
  bool has_number = false, has_month = false;
  for (const std::string_view word : split(text, ' ')) {
    if (word.empty()) continue;
    has_number |= is_ascii_digit(word.front());
    std::string folded = fold_word(word);
    while (folded.ends_with('.') || folded.ends_with(',')) folded.pop_back();
    has_month |= month_of_word(folded) != 0;
  }
  return has_number && (has_month || find_date(text, DateOrder::kDayFirst).has_value());
}

}  // namespace

std::string find_dateline(std::string_view paragraph) {
  const std::string_view head = before_dash(trim_ascii(paragraph));
  if (head.size() < 3) return {};
  std::string_view place = head;
  bool has_agency = false, has_day = false;
  if (const std::size_t open = place.find('('); open != std::string_view::npos) {
    if (!place.ends_with(')') || open == 0) return {};
    has_agency = is_agency_name(place.substr(open + 1, place.size() - open - 2));
    if (!has_agency) return {};
    place = trim_ascii(place.substr(0, open));
  }
  const std::size_t comma = place.find(',');
  for (const std::string_view part :
       split(comma == std::string_view::npos ? std::string_view() : place.substr(comma + 1), ',')) {
    const std::string_view rest = trim_ascii(part);
    const bool is_a_day = is_day_of_month(rest);
    has_day |= is_a_day;
    if (!rest.empty() && !is_a_day && !is_place(rest)) return {};
  }
  place = trim_ascii(place.substr(0, comma));
  if (!is_place(place) || is_kicker(place)) return {};
  return has_agency || has_day || is_in_capitals(place) ? std::string(head) : std::string();
}

}  // namespace cuttings
