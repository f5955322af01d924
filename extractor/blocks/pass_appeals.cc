#include <algorithm>
#include <string>

#include "config/base/text.h"
#include "extractor/blocks/decisions.h"
#include "extractor/blocks/key_table.h"
#include "extractor/blocks/phrases.h"

namespace cuttings {
namespace {

struct AppealWords {
  Reason reason;
  std::string_view asks, things;
};
constexpr AppealWords kAppealWords[] = {
#include "extractor/blocks/appeal_words.inc"
};

/// What stands in lines that ask for something, by their first four bytes: most texts hold none.
class AppealTable {
 public:
  AppealTable() {
    for (const AppealWords& words : kAppealWords)
      for (const std::string_view thing : split(words.things, '|')) {
        by_key_.add(KeyTable::key_at(thing, 0), static_cast<std::uint32_t>(things_.size()));
        things_.push_back({thing, &words});
      }
  }

  /// The reason of the first words for which `asks(words)`, that stand in `text`.
  template <class Asks>
  Reason find(std::string_view text, const Asks& asks) const {
    for (std::size_t i = 0; i + KeyTable::kKeyBytes <= text.size(); ++i)
      for (const std::uint32_t number : by_key_.find(KeyTable::key_at(text, i))) {
        const Thing& thing = things_[number];
        if (text.substr(i).starts_with(thing.text) && asks(*thing.words))
          return thing.words->reason;
      }
    return Reason::kNone;
  }

 private:
  struct Thing {
    std::string_view text;
    const AppealWords* words;
  };
  std::vector<Thing> things_;
  KeyTable by_key_;
};

const AppealTable& appeal_table() {
  static const AppealTable table;
  return table;
}

/// Where a sentence begins, at the text's beginning or not far from it.
bool begins_sentence(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  return before.empty() || before.ends_with(". ") || before.ends_with("! ") ||
         before.ends_with("? ") || before.ends_with(": ") || before.ends_with("¿") ||
         before.ends_with("¡");
}

/// One of `asks` begins a sentence of `text` near its beginning.
bool asks_for(std::string_view asks, std::string_view text) {
  constexpr std::size_t kMaxBytesBefore = 70;  // "What do you think? "
  for (std::string_view ask : split(asks, '|')) {
    const bool is_anywhere = ask.starts_with('*');
    if (is_anywhere) ask.remove_prefix(1);
    for (std::size_t at = text.find(ask); at != text.npos; at = text.find(ask, at + 1))
      if (is_anywhere || (at <= kMaxBytesBefore && begins_sentence(text, at))) return true;
  }
  return false;
}

}  // namespace

void drop_appeals(const PassInput& input, Decisions& decisions) {
  constexpr std::uint32_t kMaxWords = 32, kMaxBytes = 280;
  constexpr std::uint32_t kTold = kInTableCell | kInPre | kInList | kInQuote | kInDefinition;
  if (!input.is_article() || input.mode == ExtractMode::kRecall) return;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const TextBlock& block = input.page.blocks[i];
    if (!decisions[i].is_kept || block.words > kMaxWords || block.text_size > kMaxBytes ||
        block.heading_level != 0 || (block.within & kTold) != 0)
      continue;
    const std::string_view shown = input.text(i);
    if (shown.starts_with("“") || shown.starts_with('"') || shown.ends_with(':')) continue;
    const std::string text = normalise_phrase(shown);
    const Reason says = appeal_table().find(
        text, [&](const AppealWords& words) { return asks_for(words.asks, text); });
    if (says != Reason::kNone) decisions[i].drop(says);
  }
}

}  // namespace cuttings
