#include "extractor/metadata/date_statement.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <utility>

#include "config/base/text.h"
#include "extractor/metadata/fold_word.h"

namespace cuttings {
namespace {

constexpr std::string_view kUpdatedWords[] = {
#define UPDATED(word) word,
#include "extractor/metadata/updated_words.inc"
#undef UPDATED
};

constexpr std::string_view kPublishedWords[] = {
#define PUBLISHED(word) word,
#include "extractor/metadata/published_words.inc"
#undef PUBLISHED
};

constexpr std::string_view kOtherWords[] = {
#define OTHER(word) word,
#include "extractor/metadata/other_date_words.inc"
#undef OTHER
};

constexpr int kUpdated = -20, kPublished = 8, kSentence = -14, kAlone = 0;  // chosen by hand

/// Which bytes a text has, by their last six bits.
std::uint64_t bytes_of(std::string_view text) {
  std::uint64_t bytes = 0;
  for (const char c : text) bytes |= std::uint64_t{1} << (static_cast<unsigned char>(c) & 63u);
  return bytes;
}

/// Words to look for in short texts, which lack some byte of most of them.
class WordsInText {
 public:
  explicit WordsInText(std::span<const std::string_view> words) {
    for (const std::string_view word : words) words_.emplace_back(word, bytes_of(word));
  }

  /// Where the last of them in a folded text ends; 0 when there is none.
  std::size_t end_of_last(std::string_view folded) const {
    const std::uint64_t lacking = ~bytes_of(folded);
    std::size_t end = 0;
    for (const auto& [word, bytes] : words_) {
      if ((bytes & lacking) != 0) continue;
      if (const std::size_t at = folded.rfind(word); at != std::string_view::npos)
        end = std::max(end, at + word.size());
    }
    return end;
  }

 private:
  std::vector<std::pair<std::string_view, std::uint64_t>> words_;
};

const WordsInText& updated_words() {
  static const WordsInText words(kUpdatedWords);
  return words;
}

const WordsInText& published_words() {
  static const WordsInText words(kPublishedWords);
  return words;
}

/// Too many words around a date: it tells when something happened, not when it was published.
bool is_sentence(std::string_view text) {
  constexpr std::ptrdiff_t kMaxSpaces = 10;  // "Ann Lee, Tuesday, 3 March 2021, 10:15 am CET"
  return std::count(text.begin(), text.end(), ' ') > kMaxSpaces;
}

/// True when the last words before a date say that it is of something else: "Deadline: ".
bool is_of_something_else(std::string_view before) {
  constexpr std::size_t kReach = 24;  // bytes; the longest word and its colon are shorter
  if (before.size() > kReach) before.remove_prefix(before.size() - kReach);
  const std::string folded = fold_word(before);
  std::string_view words = folded;
  for (const std::string_view small : {"on", "the", "am", "den", "le"}) {
    words = words.substr(0, words.find_last_not_of(" :,.(：") + 1);
    if (words.ends_with(std::string(" ").append(small))) words.remove_suffix(small.size() + 1);
  }
  words = words.substr(0, words.find_last_not_of(" :,.(：") + 1);
  return std::any_of(std::begin(kOtherWords), std::end(kOtherWords), [&](std::string_view word) {
    if (!words.ends_with(word)) return false;
    return words.size() == word.size() ||
           !is_ascii_alphanumeric(words[words.size() - word.size() - 1]);
  });
}

/// A line that has little but the date.
bool is_alone(std::string_view text, const FoundDate& found) {
  constexpr std::ptrdiff_t kMaxLetters = 12;  // "Wednesday, um Uhr"
  const auto letters = [](std::string_view part) {
    return std::count_if(part.begin(), part.end(),
                         [](char c) { return is_ascii_alpha(c) || (c & 0x80) != 0; });
  };
  return letters(text.substr(0, found.begin)) + letters(text.substr(found.end)) <= kMaxLetters;
}

/// What the words just before a date make of it: the nearest of a change and of publication.
int bonus_of_label(std::string_view before) {
  constexpr std::size_t kReach = 40;  // bytes: "Published by Ann Lee on Friday, the"
  if (before.size() > kReach) before.remove_prefix(before.size() - kReach);
  const std::string folded = fold_word(before);
  const std::size_t updated = updated_words().end_of_last(folded);
  const std::size_t published = published_words().end_of_last(folded);
  if (updated == 0 && published == 0) return 0;
  return updated > published ? kUpdated : kPublished;
}

}  // namespace

bool is_date_label(std::string_view text) {
  constexpr std::size_t kMin = 5, kMax = 32;  // bytes, chosen by hand
  constexpr std::size_t kAfter = 6;           // " am:", " on:", " le :"
  if (text.size() < kMin || text.size() > kMax) return false;
  if (is_of_something_else(text)) return true;
  const std::string folded = fold_word(text);
  const std::size_t end =
      std::max(updated_words().end_of_last(folded), published_words().end_of_last(folded));
  return end != 0 && folded.size() - end <= kAfter;
}

std::vector<StatedDate> read_date_statement(std::string_view text, DateOrder order) {
  constexpr std::size_t kMost = 4;
  std::vector<StatedDate> stated;
  std::size_t past = 0;
  for (const FoundDate& found : find_dates(text, order, kMost)) {
    const std::string_view before = text.substr(past, found.begin - past);
    past = found.end;
    if (is_of_something_else(before)) continue;
    int bonus = bonus_of_label(before);
    if (bonus == 0 && is_sentence(text)) bonus = kSentence;
    if (stated.empty() || bonus > 0)
      stated.push_back({found.date, bonus, bonus > 0 || is_alone(text, found), bonus == kUpdated});
  }
  return stated;
}

}  // namespace cuttings
