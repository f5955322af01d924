#include <vector>

#include "extractor/blocks/decisions.h"

namespace cuttings {
namespace {

// A card: a linked headline, and maybe a line of the article it leads to, a label, a date.
constexpr std::uint32_t kMinLinkedWords = 3, kMaxCardWords = 70, kMaxCardBlocks = 8;
constexpr std::size_t kMinCards = 3;  // fewer alike may be parts of the text
// Kept outside of the cards: so much is an article; beside what stands in an <aside> or
// below a label like "Read also", brief news.
constexpr std::uint32_t kMinBodyWords = 80, kMinWordsBeside = 20;
// Of these words so many come before the first card: what stands amid the text may be an entry of
// a "best of" list.
constexpr std::uint32_t kMinPercentBefore = 80;
constexpr float kSureTeaser =
    0.8f;  // cards of such a score are the page's own, a company's products

bool is_linked(const TextBlock& block) {
  return block.words >= kMinLinkedWords && block.internal_links > 0 &&
         block.link_bytes * 10 >= block.text_size * 9 && (block.within & kInHidden) == 0;
}

bool is_linked_headline(const TextBlock& block) {
  return is_linked(block) && (block.heading_level > 0 || block.images_before > 0);
}

bool is_card(const PassInput& input, Node node) {
  const std::size_t from = input.page.first_block[node.index()];
  const std::size_t to = input.page.first_block[node.subtree_end()];
  if (from == to || to - from > kMaxCardBlocks) return false;
  std::uint32_t words = 0;
  bool has_headline = false;
  for (std::size_t i = from; i < to; ++i) {
    words += input.page.blocks[i].words;
    has_headline = has_headline || is_linked_headline(input.page.blocks[i]);
  }
  return has_headline && words <= kMaxCardWords;
}

/// Nothing but lines of links, and no list: those of an article may name its sources.
bool is_rows_of_links(const PassInput& input, Node parent) {
  constexpr std::size_t kMinRows = 5, kMaxRows = 200;  // the latter bounds the time
  if (parent.tag() == Tag::kUl || parent.tag() == Tag::kOl) return false;
  const std::size_t from = input.page.first_block[parent.index()];
  const std::size_t to = input.page.first_block[parent.subtree_end()];
  if (to - from < kMinRows || to - from > kMaxRows) return false;
  for (std::size_t i = from; i < to; ++i) {
    const TextBlock& block = input.page.blocks[i];
    if (!is_linked(block) || (block.within & kInList) != 0) return false;
  }
  return true;
}

bool is_alike(Node a, Node b) {
  return a.tag() == b.tag() && a.attribute("class") == b.attribute("class");
}

/// The children of `parent` that are cards, where enough of them are alike; else none.
std::vector<Node> cards_of(const PassInput& input, Node parent) {
  std::vector<Node> cards;
  for (Node child = parent.first_child(); child; child = child.next_sibling())
    if (child.is_element() && (cards.empty() || is_alike(cards.front(), child)) &&
        is_card(input, child))
      cards.push_back(child);
  if (cards.size() < kMinCards) cards.clear();
  if (cards.empty() && is_rows_of_links(input, parent)) cards.push_back(parent);
  return cards;
}

/// The kept blocks of all cards of the page.
std::vector<std::size_t> kept_teasers(const PassInput& input, const Decisions& decisions) {
  std::vector<std::size_t> teasers;
  const auto nodes = static_cast<std::uint32_t>(input.page.class_words.size());
  for (std::uint32_t i = 0; i < nodes; ++i) {
    const Node node = input.document.node(i);
    const std::uint32_t end = node.subtree_end();
    if (input.page.first_block[end] - input.page.first_block[i] < kMinCards) continue;
    const std::vector<Node> cards = cards_of(input, node);
    for (const Node card : cards)
      for (std::size_t k = input.page.first_block[card.index()];
           k < input.page.first_block[card.subtree_end()]; ++k)
        if (decisions[k].is_kept) teasers.push_back(k);
    if (!cards.empty()) i = end - 1;
  }
  return teasers;
}

float mean_score(const Decisions& decisions, const std::vector<std::size_t>& blocks) {
  float sum = 0;
  for (const std::size_t i : blocks) sum += decisions[i].score;
  return sum / static_cast<float>(blocks.size());
}

/// A heading that says "Read also" stands right above the cards.
bool has_related_label(const Decisions& decisions, std::size_t first) {
  constexpr std::size_t kReach = 2;  // blocks: a label, and maybe the first card's kicker
  for (std::size_t i = first; i > 0 && i + kReach > first; --i)
    if (decisions[i - 1].says == Reason::kRelatedLinks && !decisions[i - 1].is_kept) return true;
  return false;
}

}  // namespace

void drop_teasers(const PassInput& input, Decisions& decisions) {
  const bool is_article = input.is_article() || input.facts.declares_article();
  if (!is_article || input.mode == ExtractMode::kRecall) return;
  const std::vector<std::size_t> teasers = kept_teasers(input, decisions);
  if (teasers.empty()) return;
  const std::uint32_t words_before = kept_words(input, decisions, 0, teasers.front());
  std::uint32_t words = kept_words(input, decisions, 0, decisions.size());
  for (const std::size_t i : teasers) words -= input.page.blocks[i].words;
  const bool is_aside = (input.page.blocks[teasers.front()].within & kInAside) != 0;
  const bool is_other = is_aside || has_related_label(decisions, teasers.front());
  if (!is_other && mean_score(decisions, teasers) >= kSureTeaser) return;
  if (words < (is_other ? kMinWordsBeside : kMinBodyWords) ||
      words_before * 100 < words * kMinPercentBefore)
    return;
  for (const std::size_t i : teasers) decisions[i].drop(Reason::kRelatedLinks);
}

}  // namespace cuttings
