#include "extractor/render/nesting.h"

#include <algorithm>

namespace cuttings {
namespace {

using Kind = Container::Kind;

struct Depths {
  int quotes = 0;
  int lists = 0;
};

Depths depths_of(const BodyBlock& block) {
  Depths depths{std::clamp(block.quote_depth, 0, Nesting::kMaxDepth),
                std::clamp(block.list_depth, 0, Nesting::kMaxDepth)};
  if (block.kind == BodyKind::kListItem) depths.lists = std::max(depths.lists, 1);
  return depths;
}

/// The longest run of outer containers that `wanted` still allows, and what it holds.
struct Prefix {
  std::size_t size = 0;
  Depths depths;
};

Prefix allowed_prefix(const std::vector<Container>& open, Depths wanted) {
  Prefix prefix;
  for (const Container& container : open) {
    Depths next = prefix.depths;
    ++(container.kind == Kind::kQuote ? next.quotes : next.lists);
    if (next.quotes > wanted.quotes || next.lists > wanted.lists) break;
    prefix = {prefix.size + 1, next};
  }
  return prefix;
}

int next_ordinal(const Container& list, const BodyBlock& item) {
  return item.ordinal > 0 ? item.ordinal : list.ordinal + 1;
}

bool continues(const Container& list, const BodyBlock& item) {
  if (list.is_ordered != item.is_ordered) return false;
  return !list.is_ordered || next_ordinal(list, item) == list.ordinal + 1;
}

/// An item of a list as deep as the innermost list of `prefix` is its next item, or ends it.
NestingStep settle_item(std::vector<Container>& open, Prefix& prefix, const BodyBlock& item,
                        Depths wanted) {
  std::size_t at = prefix.size;
  int quotes = prefix.depths.quotes;
  while (at > 0 && open[at - 1].kind == Kind::kQuote) --at, --quotes;
  const bool at_depth = at > 0 && prefix.depths.lists == wanted.lists;
  if (!at_depth) return {prefix.size, false};
  Container& list = open[at - 1];
  if (quotes == wanted.quotes && continues(list, item)) {
    if (list.is_ordered) list.ordinal = next_ordinal(list, item);
    prefix = {at, {quotes, wanted.lists}};
    return {at, true};
  }
  prefix = {at - 1, {quotes, wanted.lists - 1}};
  return {at - 1, false};
}

}  // namespace

NestingStep Nesting::enter(const BodyBlock& block) {
  const Depths wanted = depths_of(block);
  Prefix prefix = allowed_prefix(open_, wanted);
  NestingStep step{prefix.size, false};
  const bool is_item = block.kind == BodyKind::kListItem;
  if (is_item) step = settle_item(open_, prefix, block, wanted);
  open_.resize(step.kept);
  for (int i = prefix.depths.quotes; i < wanted.quotes; ++i) open_.push_back({});
  if (is_item && !step.is_next_item) {
    open_.push_back(
        {Kind::kList, block.is_ordered, block.is_ordered ? std::max(block.ordinal, 1) : 0});
  }
  return step;
}

}  // namespace cuttings
