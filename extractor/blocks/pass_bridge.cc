#include <algorithm>
#include <vector>

#include "extractor/blocks/decisions.h"

namespace cuttings {
namespace {

constexpr float kMinHeadingScore = 0.1f;  // below it the scorer is sure of clutter

bool is_bridgeable(const TextBlock& block, const Decision& decision) {
  if (decision.reason != Reason::kNone || decision.says != Reason::kNone) return false;
  if ((block.within & (kInHidden | kInNav | kInAside | kInFooter | kInForm | kInLink)) != 0)
    return false;
  if ((block.within & kInPre) != 0) return true;
  return block.heading_level >= 2 && decision.score >= kMinHeadingScore;
}

/// The block's container, or for code the nearest ancestor that holds other blocks too.
Node parent_of(const PassInput& input, std::size_t block) {
  return input.document.node(input.page.blocks[block].container).parent();
}

/// True for a heading of a box of its own (a sign-up form's) of which nothing below it is kept.
bool heads_dropped_box(const PassInput& input, const Decisions& decisions, std::size_t block) {
  const Node parent = parent_of(input, block);
  if (input.page.blocks[block].heading_level == 0 || !parent) return false;
  const auto at = [&](std::uint32_t node) {
    return decisions.begin() + static_cast<std::ptrdiff_t>(input.page.first_block[node]);
  };
  const auto end = at(parent.subtree_end());
  const bool has_more = end - decisions.begin() > static_cast<std::ptrdiff_t>(block) + 1;
  return has_more &&
         std::none_of(at(parent.index()), end, [](const Decision& d) { return d.is_kept; });
}

/// Kept prose stands beside the block, before and after it, in the same parent or the one above.
bool stands_among_kept(const PassInput& input, const Decisions& decisions, std::size_t block) {
  Node parent = parent_of(input, block);
  for (int level = 0; level < 2 && parent; ++level, parent = parent.parent()) {
    const std::size_t from = input.page.first_block[parent.index()];
    const std::size_t to = input.page.first_block[parent.subtree_end()];
    const auto is_kept = [](const Decision& d) { return d.is_kept; };
    const auto begin = decisions.begin();
    const auto at = static_cast<std::ptrdiff_t>(block);
    const bool before = std::any_of(begin + static_cast<std::ptrdiff_t>(from), begin + at, is_kept);
    const bool after =
        std::any_of(begin + at + 1, begin + static_cast<std::ptrdiff_t>(to), is_kept);
    if (before && after) return true;
  }
  return false;
}

}  // namespace

void bridge_headings_and_code(const PassInput& input, Decisions& decisions) {
  std::vector<std::size_t> bridged;  // decided on what the scorer kept, not on each other
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    if (decisions[i].is_kept || !is_bridgeable(input.page.blocks[i], decisions[i])) continue;
    if (stands_among_kept(input, decisions, i) && !heads_dropped_box(input, decisions, i))
      bridged.push_back(i);
  }
  for (const std::size_t i : bridged)
    decisions[i].keep(input.page.blocks[i].heading_level != 0 ? Reason::kBodyHeading
                                                              : Reason::kBodyCode);
}

}  // namespace cuttings
