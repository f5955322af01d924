#include <algorithm>
#include <array>
#include <unordered_set>

#include "config/base/text.h"
#include "extractor/blocks/decisions.h"
#include "extractor/blocks/words.h"

namespace cuttings {
namespace {

constexpr std::uint32_t kMaxQuoteWords = 60;  // a pull quote is a sentence or two
constexpr std::size_t kMaxQuotes = 24;        // looked for in all of the text, so few

constexpr std::array<std::string_view, 10> kMarks = {"\"", "“", "”", "„", "«",
                                                     "»",  "‘", "’", "'", "…"};

/// `text` without quotation marks and spaces at both ends.
std::string_view without_marks(std::string_view text) {
  for (bool has_more = true; has_more;) {
    has_more = false;
    text = trim_ascii(text);
    for (const std::string_view mark : kMarks) {
      if (text.starts_with(mark)) text.remove_prefix(mark.size()), has_more = true;
      if (text.ends_with(mark)) text.remove_suffix(mark.size()), has_more = true;
    }
  }
  return text;
}

bool may_be_pull_quote(const PassInput& input, std::size_t i) {
  const TextBlock& block = input.page.blocks[i];
  if (!has_own_words(block) || block.words > kMaxQuoteWords || block.heading_level > 0)
    return false;
  const bool is_marked = (block.within & (kInQuote | kInAside | kInFigure)) != 0 ||
                         (input.page.class_words[block.container] & bit(ClassWord::kQuote)) != 0;
  return is_marked || without_marks(input.text(i)).size() + 2 <= input.text(i).size();
}

/// True when `words` stand in a kept block that says more.
bool is_said_elsewhere(const PassInput& input, const Decisions& decisions, std::size_t quote,
                       std::string_view words) {
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    if (i == quote || !decisions[i].is_kept) continue;
    const std::string_view text = input.text(i);
    if (text.size() > input.text(quote).size() && text.find(words) != std::string_view::npos)
      return true;
  }
  return false;
}

void drop_pull_quotes(const PassInput& input, Decisions& decisions) {
  // On a forum a quotation of an earlier post is part of the answer.
  if (input.judgement.kinds[static_cast<std::size_t>(PageKind::kArticle)] < 0.5f) return;
  std::size_t quotes = 0;
  for (std::size_t i = 0; i < decisions.size() && quotes < kMaxQuotes; ++i) {
    if (!decisions[i].is_kept || !may_be_pull_quote(input, i)) continue;
    ++quotes;
    if (is_said_elsewhere(input, decisions, i, without_marks(input.text(i))))
      decisions[i].drop(Reason::kRepeated);
  }
}

}  // namespace

void drop_repeats(const PassInput& input, Decisions& decisions) {
  std::unordered_set<std::uint64_t> seen;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    if (!decisions[i].is_kept || !has_own_words(input.page.blocks[i])) continue;
    if (!seen.insert(block_hash(input.text(i))).second) decisions[i].drop(Reason::kRepeated);
  }
  drop_pull_quotes(input, decisions);
}

}  // namespace cuttings
