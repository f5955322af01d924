#include <algorithm>

#include "config/base/text.h"
#include "extractor/blocks/decisions.h"
#include "extractor/blocks/display.h"

namespace cuttings {
namespace {

constexpr std::uint32_t kMinAnswerWords = 6;  // shorter ones are labels
constexpr float kLeast = 0.1f;

/// The outermost hidden element around the block; null when none is.
Node hidden_around(const PassInput& input, const TextBlock& block) {
  Node hidden;
  for (Node node = input.document.node(block.container); node; node = node.parent())
    if (node.tag() == Tag::kDetails || is_hidden(node)) hidden = node;
  return hidden;
}

std::string_view first_class(Node node) {
  const std::string_view names = trim_ascii(node.attribute("class"));
  return names.substr(0, names.find(' '));
}

bool is_like(Node a, Node b) { return a.tag() == b.tag() && first_class(a) == first_class(b); }

/// The element that stands in a row of at least three like it: the hidden one, or one around it;
/// null when there is none among the first siblings. O(1): a page may have 100,000 of them.
Node item_around(Node hidden) {
  constexpr int kLevels = 3, kMinRow = 3, kMostSiblings = 24;
  Node item = hidden;
  for (int level = 0; level < kLevels && item && item.parent(); ++level, item = item.parent()) {
    int row = 0, seen = 0;
    for (Node other = item.parent().first_child(); other && seen < kMostSiblings && row < kMinRow;
         other = other.next_sibling(), ++seen)
      row += !other.is_text() && is_like(item, other);
    if (row >= kMinRow) return item;
  }
  return {};
}

/// The blocks of an item of a row.
struct Item {
  std::size_t from = 0, to = 0;
  bool has_text = false, has_link = false, is_kept = false;
};

Item read_item(const PassInput& input, const Decisions& decisions, Node node) {
  Item item{input.page.first_block[node.index()], input.page.first_block[node.subtree_end()]};
  for (std::size_t i = item.from; i < item.to; ++i) {
    const TextBlock& block = input.page.blocks[i];
    item.has_link |= block.links != 0 || (block.within & kInLink) != 0;
    if (block.words < kMinAnswerWords || block.heading_level != 0) continue;
    item.has_text = true;
    item.is_kept |= decisions[i].is_kept;
  }
  return item;
}

void complete_row(const PassInput& input, Decisions& decisions, Node first) {
  std::vector<Item> doubtful;
  std::size_t texts = 0, kept = 0;
  for (Node node = first.parent().first_child(); node; node = node.next_sibling()) {
    if (node.is_text() || !is_like(first, node)) continue;
    const Item item = read_item(input, decisions, node);
    texts += item.has_text, kept += item.is_kept;
    if (item.has_text && !item.has_link && !item.is_kept) doubtful.push_back(item);
  }
  if (kept < 2 || kept * 2 < texts) return;
  for (const Item& item : doubtful)
    for (std::size_t i = item.from; i < item.to; ++i) {
      Decision& decision = decisions[i];
      const TextBlock& block = input.page.blocks[i];
      if (block.words >= kMinAnswerWords && block.heading_level == 0 && decision.score >= kLeast &&
          decision.reason == Reason::kNone && decision.says == Reason::kNone)
        decision.keep(Reason::kBodyText);
    }
}

}  // namespace

void complete_accordions(const PassInput& input, Decisions& decisions) {
  if (!input.may_be_article()) return;  // a shop unfolds its terms
  for (std::size_t i = 0; i < decisions.size();) {
    const TextBlock& block = input.page.blocks[i++];
    if ((block.within & (kInHidden | kInDetails)) == 0 || block.words < kMinAnswerWords) continue;
    const Node hidden = hidden_around(input, block);
    const Node item = hidden ? item_around(hidden) : Node{};
    if (!item) continue;
    complete_row(input, decisions, item);
    i = std::max<std::size_t>(i, input.page.first_block[item.parent().subtree_end()]);
  }
}

}  // namespace cuttings
