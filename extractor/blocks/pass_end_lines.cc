#include <algorithm>
#include <string>

#include "config/base/text.h"
#include "extractor/blocks/decisions.h"
#include "extractor/blocks/phrases.h"
#include "extractor/blocks/text_shape.h"

namespace cuttings {
namespace {

constexpr std::string_view kEndMarks[] = {
#include "extractor/blocks/end_marks.inc"
};
constexpr std::uint32_t kToldByPlace = kInTableCell | kInPre | kInList | kInQuote | kInDefinition;

/// "-- ENDS --", "ENDS", "- Fin -", "(完)": marks or capitals tell it from a word of the text.
bool is_end_mark(std::string_view text) {
  constexpr std::size_t kMaxBytes = 40;
  if (text.size() > kMaxBytes) return false;
  std::string_view word = text;
  const auto strip = [&word](std::string_view mark) {
    while (word.starts_with(mark)) word.remove_prefix(mark.size());
    while (word.ends_with(mark)) word.remove_suffix(mark.size());
  };
  for (int round = 0; round < 2; ++round)  // "- (ends) -"
    for (const std::string_view mark :
         {" ", "-", "–", "—", "*", "#", "/", "(", ")", "[", "]", "（", "）", "<", ">", "~"})
      strip(mark);
  if (word.empty()) return false;
  const bool is_capital =
      std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (word.size() == text.size() && !is_capital && word != "以上") return false;
  return std::find(std::begin(kEndMarks), std::end(kEndMarks), normalise_phrase(word)) !=
         std::end(kEndMarks);
}

/// "#ferry #harbour": nothing but words behind "#".
bool is_hashtags(std::string_view text) {
  constexpr std::size_t kMaxBytes = 300;
  if (text.size() > kMaxBytes || text.empty()) return false;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, std::min(text.find(' '), text.size()));
    if (word.size() < 3 || word[0] != '#' || is_ascii_digit(word[1])) return false;
    text = trim_ascii(text.substr(word.size()));
  }
  return true;
}

/// "hong@courier.example".
bool is_mail_address(std::string_view word) {
  while (!word.empty() && (word.back() == ')' || word.back() == ']')) word.remove_suffix(1);
  while (!word.empty() && (word.front() == '(' || word.front() == '[')) word.remove_prefix(1);
  const std::size_t at = word.find('@');
  return at != word.npos && at > 0 && word.find('.', at) != word.npos &&
         word.find(' ') == word.npos && word.find('/') == word.npos;
}

/// "홍길동 기자", "[북항=홍길동 기자] hong@courier.example": a Korean reporter's name and address.
bool is_korean_reporter(std::string_view text, std::uint32_t words) {
  constexpr std::uint32_t kMaxWords = 6;
  constexpr std::size_t kMaxBytes = 90;
  if (words > kMaxWords || text.size() > kMaxBytes || measure_text(text).ends_sentence)
    return false;
  for (const std::string_view role : {"기자", "특파원", "논설위원"}) {
    const std::size_t at = text.find(role);
    if (at == text.npos || at == 0) continue;
    const std::string_view rest = text.substr(at + role.size());
    if (rest.empty() || rest[0] == ' ' || rest[0] == '(' || rest[0] == ']' || rest[0] == '/')
      return trim_ascii(rest).size() <= 1 || rest.find('@') != rest.npos;
  }
  return false;
}

/// What the vocabulary says of a few words that end no sentence: no text at an article's end.
bool is_said_below_text(Reason says, const TextBlock& block, std::string_view text) {
  constexpr std::uint32_t kMaxWords = 12;
  switch (says) {
    case Reason::kByline:
      if (starts_with_ignoring_ascii_case(text, "by ")) return false;  // "By the river"
      break;
    case Reason::kDateline:
    case Reason::kTags:
    case Reason::kShareBar:
    case Reason::kPlaceholder:
      break;
    default:
      return false;
  }
  return block.words <= kMaxWords && !measure_text(text).ends_sentence;
}

Reason end_line(const PassInput& input, const Decision& decision, std::size_t i) {
  const TextBlock& block = input.page.blocks[i];
  const std::string_view text = input.text(i);
  if (is_hashtags(text)) return Reason::kTags;
  if (is_mail_address(text) || is_korean_reporter(text, block.words)) return Reason::kByline;
  return is_said_below_text(decision.says, block, text) ? decision.says : Reason::kNone;
}

/// "6 min read", "Lesezeit: 6 Minuten" above the first paragraph, however sure the scorer is.
void drop_lines_above_paragraphs(const PassInput& input, Decisions& decisions) {
  constexpr std::uint32_t kProseWords = 12, kMaxWords = 8;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const TextBlock& block = input.page.blocks[i];
    if (!decisions[i].is_kept) continue;
    if (block.words >= kProseWords) return;
    const Reason says = decisions[i].says;
    if ((says == Reason::kDateline || says == Reason::kShareBar) && block.words <= kMaxWords &&
        block.heading_level == 0 && (block.within & kToldByPlace) == 0)
      decisions[i].drop(says);
  }
}

}  // namespace

void drop_end_lines(const PassInput& input, Decisions& decisions) {
  constexpr int kLast = 3;  // kept blocks at the end that are looked at
  constexpr int kLead = 2;  // kept blocks above a mark of the end
  if (!input.is_article() || input.mode == ExtractMode::kRecall) return;
  drop_lines_above_paragraphs(input, decisions);
  int kept = 0;
  for (std::size_t i = 0; i < decisions.size(); ++i)
    if (decisions[i].is_kept && ++kept > kLead && is_end_mark(input.text(i)) &&
        (input.page.blocks[i].within & kToldByPlace) == 0)
      decisions[i].drop(Reason::kTooShort);
  int looks = 0;
  for (std::size_t i = decisions.size(); i > 0 && looks < kLast; --i) {
    const TextBlock& block = input.page.blocks[i - 1];
    if (!decisions[i - 1].is_kept) continue;
    ++looks;
    if (block.heading_level != 0 || (block.within & kToldByPlace) != 0) continue;
    const Reason says = end_line(input, decisions[i - 1], i - 1);
    if (says != Reason::kNone) decisions[i - 1].drop(says), --looks;
  }
}

}  // namespace cuttings
