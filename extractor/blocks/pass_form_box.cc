#include "extractor/blocks/decisions.h"

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::uint32_t kMaxFormWords = 60, kMinArticleWords = 80;
constexpr float kSureText = 0.93f;
constexpr int kFormLevels = 3;  // from a field up to its box; lists stand beside forms further up

/// What a field asks for: kForm a choice, kPromo a mail address, kNone something else.
Reason asks_for(Node field) {
  if (field.tag() != Tag::kInput) return Reason::kNone;
  const std::string_view type = field.attribute("type");
  if (equals_ignoring_ascii_case(type, "radio"))  // stars to click are no poll
    return field.attribute("name").find("rating") == std::string_view::npos ? Reason::kForm
                                                                            : Reason::kNone;
  return equals_ignoring_ascii_case(type, "email") ? Reason::kPromo : Reason::kNone;
}

std::uint32_t words_of(const PassInput& input, Node box) {
  std::uint32_t words = 0;
  const std::size_t to = input.page.first_block[box.subtree_end()];
  for (std::size_t i = input.page.first_block[box.index()]; i < to && words <= kMaxFormWords; ++i)
    words += input.page.blocks[i].words;
  return words;
}

/// The largest element around a field, a few levels up, that has a box's words, no title and
/// nothing that is surely text; null where there is none.
Node box_around(const PassInput& input, const Decisions& decisions, Node field) {
  Node box;
  Node around = field.parent();
  for (int level = 0; around && level < kFormLevels; ++level, around = around.parent()) {
    const std::size_t from = input.page.first_block[around.index()];
    const std::size_t to = input.page.first_block[around.subtree_end()];
    if (to - from > kMaxFormWords || words_of(input, around) > kMaxFormWords) break;
    bool has_text = false;
    for (std::size_t i = from; i < to; ++i)
      has_text = has_text || decisions[i].reason == Reason::kTitle ||
                 (decisions[i].is_kept && decisions[i].score >= kSureText);
    if (has_text) break;
    box = around;
  }
  return box;
}

}  // namespace

void drop_form_boxes(const PassInput& input, Decisions& decisions) {
  if (!input.is_article() || input.mode == ExtractMode::kRecall) return;
  const std::uint32_t all = kept_words(input, decisions, 0, decisions.size());
  if (all < kMinArticleWords) return;
  for (std::uint32_t i = 0; i < input.document.size(); ++i) {
    const Node field = input.document.node(i);
    const Reason asked = asks_for(field);
    if (asked == Reason::kNone) continue;
    const Node box = box_around(input, decisions, field);
    if (!box) continue;
    const std::size_t to = input.page.first_block[box.subtree_end()];
    for (std::size_t k = input.page.first_block[box.index()]; k < to; ++k)
      if (decisions[k].is_kept) decisions[k].drop(asked);
    i = box.subtree_end() - 1;
  }
}

}  // namespace cuttings
