#include "extractor/blocks/decisions.h"

namespace cuttings {
namespace {

constexpr std::uint32_t kMinPageWords = 50;  // kept outside of the box: it is not the page

/// The blocks of an element.
struct Range {
  std::size_t from = 0, to = 0;
};

Range blocks_of(const PassInput& input, std::uint32_t node) {
  return {input.page.first_block[node],
          input.page.first_block[input.document.node(node).subtree_end()]};
}

/// A dialog, or an element named after cookies or consent, in which something asks for consent.
bool asks_for_consent(const PassInput& input, const Decisions& decisions, std::uint32_t node,
                      Range range) {
  if (!has(input.page.class_words[node], ClassWord::kConsent)) return false;
  for (std::size_t i = range.from; i < range.to; ++i)
    if (decisions[i].says == Reason::kConsent) return true;
  return false;
}

}  // namespace

void drop_consent_boxes(const PassInput& input, Decisions& decisions) {
  const std::uint32_t all = kept_words(input, decisions, 0, decisions.size());
  const auto nodes = static_cast<std::uint32_t>(input.page.class_words.size());
  for (std::uint32_t node = 0; node < nodes; ++node) {
    const Range range = blocks_of(input, node);
    if (!asks_for_consent(input, decisions, node, range)) continue;
    if (all - kept_words(input, decisions, range.from, range.to) < kMinPageWords) continue;
    for (std::size_t i = range.from; i < range.to; ++i)
      if (decisions[i].is_kept) decisions[i].drop(Reason::kConsent);
    node = input.document.node(node).subtree_end() - 1;
  }
}

}  // namespace cuttings
