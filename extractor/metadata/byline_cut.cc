#include "extractor/metadata/byline_cut.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

#include "config/base/text.h"
#include "extractor/metadata/fold_word.h"
#include "extractor/metadata/month_names.h"

namespace cuttings {
namespace {

constexpr std::string_view kPictureWords[] = {
#define PICTURE(word) word,
#include "extractor/metadata/picture_words.inc"
#undef PICTURE
};
constexpr std::string_view kStatementWords[] = {
#define PUBLISHED(word) word,
#define UPDATED(word) word,
#include "extractor/metadata/published_words.inc"
#include "extractor/metadata/updated_words.inc"
#undef UPDATED
#undef PUBLISHED
    "posted", "last updated", "last modified"};
constexpr std::string_view kTextWords[] = {"text",  "texte", "texto", "testo", "tekst",   "teksti",
                                           "words", "story", "текст", "文",    "取材・文"};
constexpr std::size_t kMaxLine = 400;  // bytes that are looked at: by-lines are shorter
constexpr std::size_t kMaxLabel = 40;  // bytes; labels are shorter

/// A word of a line, with where it begins.
struct LineWord {
  std::string_view text;
  std::size_t begin = 0;
};

/// Cut at spaces, wide ones as well.
std::vector<LineWord> words_of(std::string_view line) {
  constexpr std::string_view kWideSpace = "　";
  std::vector<LineWord> words;
  for (const std::string_view piece : split(line.substr(0, kMaxLine), ' '))
    for (std::string_view left = piece; !left.empty();) {
      const std::size_t end = std::min(left.size(), left.find(kWideSpace));
      if (end > 0)
        words.push_back({left.substr(0, end), static_cast<std::size_t>(left.data() - line.data())});
      left.remove_prefix(std::min(left.size(), end + kWideSpace.size()));
    }
  return words;
}

bool is_picture_word(std::string_view folded) {
  static const auto* const kSet = new std::unordered_set<std::string_view>(
      std::begin(kPictureWords), std::end(kPictureWords));  // lives to the end
  return kSet->contains(folded);
}

bool is_text_word(std::string_view folded) {
  return std::find(std::begin(kTextWords), std::end(kTextWords), folded) != std::end(kTextWords);
}

/// The marks that end a label: ":", and what Japanese and Chinese pages write for it.
std::size_t label_end(std::string_view text) {
  std::size_t end = text.find(':');
  for (const std::string_view mark : {"：", "／", "＝", "=", "©"})
    end = std::min(end, text.find(mark));
  return end;
}

/// The words that "fotos" of "Text and fotos:" hangs on.
bool is_conjunction(std::string_view folded) {
  static constexpr std::string_view kWords[] = {"and", "und", "et", "y", "e",  "en", "og", "och",
                                                "ja",  "i",   "и",  "&", "+",  "/",  "a",  "és",
                                                "ve",  "|",   "·",  "-", "og", "та", "και"};
  return std::find(std::begin(kWords), std::end(kWords), folded) != std::end(kWords);
}

/// Does a label with one of some words begin at words[i]? "Foto:", "Foto :", "Photos by".
template <typename IsWord>
bool begins_label(const std::vector<LineWord>& words, std::size_t i, const IsWord& is_word) {
  const std::string_view word = words[i].text;
  const std::size_t end = label_end(word);
  if (end != word.npos) return end > 0 && is_word(fold_word(word.substr(0, end)));
  if (i + 1 == words.size()) return false;
  const std::string_view next = words[i + 1].text;
  const std::string folded = fold_word(word);
  if (label_end(next) == 0) return is_word(folded);
  const std::size_t next_end = std::min(next.size(), label_end(next));
  const std::string both = folded + " " + fold_word(next.substr(0, next_end));
  return (next_end < next.size() || both.ends_with(" by")) && is_word(both);
}

bool is_digit_start(std::string_view word) { return !word.empty() && is_ascii_digit(word[0]); }

std::string plain_word(std::string_view word) {
  while (word.ends_with(',') || word.ends_with('.') || word.ends_with(':')) word.remove_suffix(1);
  return fold_word(word);
}

bool is_weekday(std::string_view word) {
  static const auto* const kSet = new std::unordered_set<std::string_view>{
#define WEEKDAY(word) word,
#include "extractor/metadata/weekday_names.inc"
#undef WEEKDAY
  };  // lives to the end
  return kSet->contains(plain_word(word));
}

bool is_month(std::string_view word) { return month_of_word(plain_word(word)) != 0; }

bool is_numeric_date(std::string_view word) {
  const auto marks = std::count_if(word.begin(), word.end(),
                                   [](char c) { return c == '/' || c == '.' || c == '-'; });
  return is_digit_start(word) && marks >= 2;
}

/// Does a date, or a count with its unit ("5 min"), begin at words[i]?
bool begins_date(const std::vector<LineWord>& words, std::size_t i) {
  const std::string_view word = words[i].text;
  if (is_numeric_date(word)) return true;
  if (i + 1 == words.size()) return false;
  const std::string_view next = words[i + 1].text;
  if (is_digit_start(word))
    return is_month(next) || (word.size() < 4 && next[0] >= 'a' && next[0] <= 'z');
  if (is_month(word)) return is_digit_start(next);
  return is_weekday(word) &&
         (is_digit_start(next) || (word.ends_with(',') && is_month(next)) ||
          (is_month(next) && i + 2 < words.size() && is_digit_start(words[i + 2].text)));
}

bool begins_statement(std::string_view folded) {
  return std::any_of(std::begin(kStatementWords), std::end(kStatementWords),
                     [&](std::string_view word) { return folded.starts_with(word); });
}

/// A bound to the left of small words before a date: "rasos am 24. Juli".
std::size_t drop_small_words(const std::vector<LineWord>& words, std::size_t end) {
  static constexpr std::string_view kSmall[] = {"on", "am", "le",  "el", "il", "op", "den", "em",
                                                "d.", "at", "dne", "-",  "–",  "—",  "|",   "·",
                                                "•",  "um", "vom", "à",  "ha", "/",  "of",  "o"};
  while (end > 1 &&
         std::find(std::begin(kSmall), std::end(kSmall), words[end - 1].text) != std::end(kSmall))
    --end;
  return end;
}

}  // namespace

std::string_view without_pictures(std::string_view text) {
  const std::vector<LineWord> words = words_of(text);
  std::size_t begin = 0;
  bool is_of_picture = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (begins_label(words, i, is_picture_word)) {
      const bool is_joined = i > 0 && is_conjunction(fold_word(words[i - 1].text));
      if (i > 0 && !is_of_picture && !is_joined)
        return trim_ascii(text.substr(begin, words[i].begin - begin));
      is_of_picture = i == 0;
    } else if (is_of_picture && i > 0 && begins_label(words, i, is_text_word)) {
      begin = words[i].begin, is_of_picture = false;
    }
  }
  return text.substr(begin);
}

std::string_view before_date_part(std::string_view text) {
  const std::vector<LineWord> words = words_of(text);
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view rest = text.substr(words[i].begin, kMaxLabel);
    if (!begins_date(words, i) && !begins_statement(fold_word(rest))) continue;
    const std::size_t end = drop_small_words(words, i);
    return trim_ascii(text.substr(0, end == words.size() ? text.size() : words[end].begin));
  }
  return text;
}

bool names_picture(std::string_view text) {
  if (!starts_with_ignoring_ascii_case(text, "foto") &&
      !starts_with_ignoring_ascii_case(text, "photo")) {
    const std::vector<LineWord> words = words_of(text.substr(0, kMaxLabel));
    return !words.empty() && begins_label(words, 0, is_picture_word);
  }
  const std::string folded = fold_word(text.substr(0, kMaxLabel));
  const std::array both = {" and text ", " and words ", " und text ", " et texte "};
  return std::none_of(both.begin(), both.end(),
                      [&](const char* words) { return folded.find(words) != std::string::npos; });
}

std::string without_places(std::string_view text) {
  constexpr std::string_view kA = " a ";
  std::string out;
  for (std::size_t at = text.find(kA); at != text.npos; at = text.find(kA)) {
    const std::string_view left = text.substr(0, at);
    const std::string_view behind = text.substr(at + kA.size());
    const std::string_view right = behind.substr(0, behind.find_first_of(",;|/("));
    const std::string_view last = left.substr(left.rfind(' ') + 1);
    const bool is_one_word = trim_ascii(right).find(' ') == right.npos;
    const bool is_small = !last.empty() && last[0] >= 'a' && last[0] <= 'z';
    out += left;
    if (is_small)
      out += kA;
    else if (!is_one_word || left.find(' ') == left.npos)
      out += ';';
    text = is_one_word && !is_small && left.find(' ') != left.npos ? behind.substr(right.size())
                                                                   : behind;
  }
  return out.append(text);
}

std::size_t begin_of_wire(std::string_view name) {
  // Not all of agency_names.inc: some are names of people as well ("apa").
  constexpr std::string_view kWires[] = {" associated press",
                                         " agence france-presse",
                                         " press association",
                                         " europa press",
                                         " reuters",
                                         " afp",
                                         " ap",
                                         " dpa"};
  const std::string folded = fold_word(name);
  for (const std::string_view wire : kWires)
    if (folded.size() == name.size() && folded.ends_with(wire)) return name.size() - wire.size();
  return 0;
}

bool is_report_word(std::string_view name) {
  return name.ends_with("報導") || name.ends_with("报道") || name.ends_with("報道");
}

std::string_view drop_report_place(std::string_view name) {
  const std::size_t space = name.rfind(' ');
  return space != name.npos && is_report_word(name) ? trim_ascii(name.substr(0, space)) : name;
}

}  // namespace cuttings
