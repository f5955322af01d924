#include <algorithm>
#include <string>

#include "config/base/text.h"
#include "extractor/blocks/decisions.h"
#include "extractor/blocks/phrases.h"

namespace cuttings {
namespace {

constexpr std::string_view kCountWords[] = {
#include "extractor/blocks/count_words.inc"
};

/// Behind "1,204", "1.2K", "345": the rest of the text, without the blank; all of it where it does
/// not begin with a number.
std::string_view after_number(std::string_view text) {
  constexpr std::string_view kSeparators = ".,'";
  std::size_t end = 0;
  while (end < text.size() &&
         (is_ascii_digit(text[end]) || (end > 0 && kSeparators.find(text[end]) != text.npos)))
    ++end;
  if (end == 0) return text;
  const bool has_unit = end < text.size() && (text[end] == 'k' || text[end] == 'm') &&
                        (end + 1 == text.size() || text[end + 1] == ' ');
  return trim_ascii(text.substr(end + (has_unit ? 1 : 0)));
}

/// "01:34", "1:02:03": how long a film or a recording is. "18:30" by itself is one, too.
bool is_clock(std::string_view text) {
  constexpr std::size_t kMaxBytes = 8;
  const std::size_t colon = text.find(':');
  return text.size() <= kMaxBytes && colon != text.npos && colon > 0 && colon + 3 <= text.size() &&
         text.find_first_not_of("0123456789:") == text.npos;
}

/// "4 min 12 sec".
bool is_duration(std::string_view text) {
  if (text.empty()) return false;
  while (!text.empty()) {
    const std::string_view rest = after_number(text);
    if (rest.size() == text.size()) return false;
    const std::string_view unit = rest.substr(0, rest.find(' '));
    if (unit != "min" && unit != "sec" && unit != "mins" && unit != "secs" && unit != "h")
      return false;
    text = trim_ascii(rest.substr(unit.size()));
  }
  return true;
}

/// "345 shares", "6 min read", "12 comments".
bool is_count(std::string_view text) {
  const std::string_view counted = after_number(text);
  return counted.size() != text.size() && std::find(std::begin(kCountWords), std::end(kCountWords),
                                                    counted) != std::end(kCountWords);
}

}  // namespace

void drop_counts(const PassInput& input, Decisions& decisions) {
  constexpr std::uint32_t kMaxWords = 5, kMaxBytes = 60;
  constexpr std::uint32_t kTold = kInTableCell | kInPre | kInList | kInDefinition | kInQuote;
  constexpr float kSure = 0.9f;
  constexpr std::uint32_t kProseWords = 12;
  bool is_above_text = true;  // there a count is none of its lines, however sure the scorer is
  if (!input.is_article()) return;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const TextBlock& block = input.page.blocks[i];
    if (!decisions[i].is_kept) continue;
    is_above_text = is_above_text && block.words < kProseWords;
    if ((decisions[i].score >= kSure && !is_above_text) || block.words > kMaxWords ||
        block.text_size > kMaxBytes || block.heading_level != 0 || (block.within & kTold) != 0)
      continue;
    const std::string text = normalise_phrase(input.text(i));
    if (is_count(text) || is_clock(text) || is_duration(text)) decisions[i].drop(Reason::kShareBar);
  }
}

}  // namespace cuttings
