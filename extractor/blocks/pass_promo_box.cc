#include "extractor/blocks/decisions.h"

namespace cuttings {
namespace {

// A box: some lines of text beside what the reader is asked to do, as a sign-up form in the body.
constexpr std::uint32_t kMaxBoxWords = 60, kMaxBlocks = 16, kMaxAppealWords = 6;
constexpr int kLevels = 4;
constexpr float kSureAppeal = 0.8f;  // text of such a score is no box's

/// Words that ask the reader to sign up or to buy.
bool is_appeal(const TextBlock& block, const Decision& decision) {
  return !decision.is_kept && decision.says == Reason::kPromo && block.words <= kMaxAppealWords;
}

/// Whether the blocks [from, to) are a box.
bool is_box(const PassInput& input, const Decisions& decisions, std::size_t from, std::size_t to) {
  if (to - from > kMaxBlocks) return false;
  std::uint32_t words = 0;
  bool has_appeal = false;
  for (std::size_t i = from; i < to; ++i) {
    const TextBlock& block = input.page.blocks[i];
    if ((block.within & kInHidden) != 0) continue;
    words += block.words;
    const bool is_sure = decisions[i].is_kept && decisions[i].score >= kSureAppeal;
    if (is_sure || words > kMaxBoxWords || decisions[i].reason == Reason::kTitle) return false;
    has_appeal = has_appeal || is_appeal(block, decisions[i]);
  }
  return has_appeal;
}

void drop_box_around(const PassInput& input, Decisions& decisions, std::size_t block) {
  Node node = input.document.node(input.page.blocks[block].container);
  for (int level = 0; level < kLevels && node; ++level, node = node.parent()) {
    const std::size_t from = input.page.first_block[node.index()];
    const std::size_t to = input.page.first_block[node.subtree_end()];
    if (!is_box(input, decisions, from, to)) continue;
    for (std::size_t i = from; i < to; ++i)
      if (decisions[i].is_kept) decisions[i].drop(Reason::kPromo);
    return;
  }
}

}  // namespace

void drop_promo_boxes(const PassInput& input, Decisions& decisions) {
  // A shop's or a forum's own entries look like that.
  if (!input.is_article()) return;
  for (std::size_t i = 0; i < decisions.size(); ++i)
    if (decisions[i].is_kept && decisions[i].score < kSureAppeal)
      drop_box_around(input, decisions, i);
}

}  // namespace cuttings
