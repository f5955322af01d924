#include <algorithm>
#include <string>

#include "config/base/text.h"
#include "extractor/blocks/decisions.h"
#include "extractor/blocks/words.h"
#include "extractor/metadata/authors.h"
#include "extractor/metadata/date_statement.h"
#include "extractor/metadata/name_in_line.h"

namespace cuttings {
namespace {

/// "14 March 2024", "Published: 14.03.2024, 09:30".
bool is_date_line(std::string_view text) {
  constexpr std::size_t kMaxBytes = 90;  // chosen by hand
  if (text.size() > kMaxBytes) return false;
  const auto dates = read_date_statement(text, DateOrder::kDayFirst);
  return !dates.empty() && dates.front().is_alone;
}

/// An author's name and little else: "By Ann Lee", "Ann Lee, 14 March 2024".
bool is_author_line(const PassInput& input, std::string_view text) {
  constexpr std::size_t kMaxOtherWords = 2;
  std::string rest(text);
  for (const std::string& name : input.facts.authors)
    if (name.find(' ') != std::string::npos) rest = replace_all(rest, name, " ");
  if (rest.size() == text.size()) return false;
  return count_words(rest) <= kMaxOtherWords || is_date_line(trim_ascii(rest));
}

/// "By Ann Lee, Health editor", "Ann Lee | Staff Writer": it names someone whether or not the page
/// says elsewhere who wrote it.
bool is_byline(std::string_view text) {
  constexpr std::size_t kMaxBytes = 90;
  if (text.size() > kMaxBytes || text.ends_with('.') || text.ends_with(':')) return false;
  return !name_before_role(text).empty() ||
         (!after_by_word(text).empty() && !is_sentence_about_someone(text) &&
          is_whole_name(after_by_word(text).substr(0, after_by_word(text).find_first_of(",|("))));
}

/// What a line above the text says; kNone where it is text.
Reason head_line(const PassInput& input, std::string_view text) {
  const std::string& title = input.facts.title;
  if (title.find(' ') != std::string::npos && text.starts_with(title)) {
    const std::string_view rest = trim_ascii(text.substr(title.size()));
    const bool is_title = rest.empty() || is_date_line(rest) || is_author_line(input, rest);
    return is_title ? Reason::kTitle : Reason::kNone;
  }
  if (is_date_line(text)) return Reason::kDateline;
  return is_author_line(input, text) || is_byline(text) ? Reason::kByline : Reason::kNone;
}

}  // namespace

void drop_head_lines(const PassInput& input, Decisions& decisions) {
  constexpr int kFirst = 4;  // kept blocks that are looked at: a lead may stand before the lines
  constexpr std::uint32_t kMaxWords = 40;
  if (!input.may_be_article() || input.mode == ExtractMode::kRecall) return;
  int looks = 0;
  for (std::size_t i = 0; i < decisions.size() && looks < kFirst; ++i) {
    const TextBlock& block = input.page.blocks[i];
    if (!decisions[i].is_kept) continue;
    ++looks;
    if (block.heading_level != 0 || block.words > kMaxWords) continue;
    const Reason says = head_line(input, input.text(i));
    if (says != Reason::kNone) decisions[i].drop(says);
  }
}

}  // namespace cuttings
