#include <algorithm>
#include <array>
#include <unordered_set>

#include "config/base/text.h"
#include "extractor/blocks/decisions.h"
#include "extractor/blocks/words.h"

namespace cuttings {
namespace {

constexpr std::uint32_t kMaxQuoteWords = 60;  // a pull quote is a sentence or two
constexpr std::size_t kMaxQuoteBytes = 1000;
// Text that quotes are looked for in, all in all: hostile text costs a kMaxQuoteBytes a byte.
constexpr std::size_t kMaxSearchedBytes = 2 << 20;
constexpr std::size_t kLookBytes = 16;  // what looking at a block costs of them

constexpr std::array<std::string_view, 10> kQuoteMarks = {"\"", "“", "”", "„", "«",
                                                          "»",  "‘", "’", "'", "…"};

/// `text` without quotation marks and spaces at both ends.
std::string_view without_marks(std::string_view text) {
  for (bool has_more = true; has_more;) {
    has_more = false;
    text = trim_ascii(text);
    for (const std::string_view mark : kQuoteMarks) {
      if (text.starts_with(mark)) text.remove_prefix(mark.size()), has_more = true;
      if (text.ends_with(mark)) text.remove_suffix(mark.size()), has_more = true;
    }
  }
  return text;
}

bool may_be_pull_quote(const PassInput& input, std::size_t i) {
  const TextBlock& block = input.page.blocks[i];
  if (!has_own_words(block) || block.words > kMaxQuoteWords || block.heading_level > 0 ||
      block.text_size > kMaxQuoteBytes)
    return false;
  const bool is_marked = (block.within & (kInQuote | kInAside | kInFigure)) != 0 ||
                         (input.page.class_words[block.container] & bit(ClassWord::kQuote)) != 0;
  return is_marked || without_marks(input.text(i)).size() + 2 <= input.text(i).size();
}

/// True when the words of block `quote` stand in a kept block that says more. Takes what it reads
/// off `budget`; false when that is spent.
bool is_said_elsewhere(const PassInput& input, const Decisions& decisions, std::size_t quote,
                       std::size_t& budget) {
  const std::string_view words = without_marks(input.text(quote));
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    if (i == quote || !decisions[i].is_kept) continue;
    const std::string_view text = input.text(i);
    const bool says_more = text.size() > input.text(quote).size();
    const std::size_t cost = kLookBytes + (says_more ? text.size() : 0);
    if (cost > budget) return false;
    budget -= cost;
    if (says_more && text.find(words) != std::string_view::npos) return true;
  }
  return false;
}

void drop_pull_quotes(const PassInput& input, Decisions& decisions) {
  // On a forum a quotation of an earlier post is part of the answer.
  if (!input.is_article()) return;
  std::size_t budget = kMaxSearchedBytes;
  for (std::size_t i = 0; i < decisions.size(); ++i)
    if (decisions[i].is_kept && may_be_pull_quote(input, i) &&
        is_said_elsewhere(input, decisions, i, budget))
      decisions[i].drop(Reason::kRepeated);
}

}  // namespace

void drop_repeats(const PassInput& input, Decisions& decisions) {
  std::unordered_set<std::uint64_t> seen;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    if (!decisions[i].is_kept || !has_own_words(input.page.blocks[i])) continue;
    if (!seen.insert(input.hash(i)).second) decisions[i].drop(Reason::kRepeated);
  }
  drop_pull_quotes(input, decisions);
}

}  // namespace cuttings
