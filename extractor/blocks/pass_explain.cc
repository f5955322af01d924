#include <array>
#include <utility>

#include "extractor/blocks/decisions.h"

namespace cuttings {
namespace {

Reason kept_reason(const TextBlock& block) {
  if (block.heading_level != 0) return Reason::kBodyHeading;
  if ((block.within & kInPre) != 0) return Reason::kBodyCode;
  if ((block.within & kInTableCell) != 0) return Reason::kBodyTable;
  if (block.list_depth > 0) return Reason::kBodyList;
  if (block.quote_depth > 0) return Reason::kBodyQuote;
  return block.words < 5 ? Reason::kBetweenBody : Reason::kBodyText;
}

Reason reason_by_element(const TextBlock& block) {
  static constexpr std::array<std::pair<std::uint32_t, Reason>, 8> kByElement = {{
      {kInHidden, Reason::kHidden},
      {kInNav, Reason::kNavigation},
      {kInButton, Reason::kForm},
      {kInFigcaption, Reason::kCaption},
      {kInFooter, Reason::kSiteFrame},
      {kInForm, Reason::kForm},
      {kInDialog, Reason::kConsent},
      {kInFigure, Reason::kCaption},
  }};
  for (const auto& [bits, reason] : kByElement)
    if ((block.within & bits) != 0) return reason;
  return Reason::kNone;
}

/// What the nearest telling class around the block is for.
Reason reason_by_class(const PassInput& input, const TextBlock& block) {
  static constexpr std::array<std::pair<ClassWord, Reason>, 14> kByClass = {{
      {ClassWord::kConsent, Reason::kConsent},
      {ClassWord::kComment, Reason::kComments},
      {ClassWord::kNavigation, Reason::kNavigation},
      {ClassWord::kShare, Reason::kShareBar},
      {ClassWord::kAdvertisement, Reason::kAdvertisement},
      {ClassWord::kRelated, Reason::kRelatedLinks},
      {ClassWord::kPromo, Reason::kPromo},
      {ClassWord::kCaption, Reason::kCaption},
      {ClassWord::kAuthor, Reason::kAuthorBox},
      {ClassWord::kDate, Reason::kDateline},
      {ClassWord::kTags, Reason::kTags},
      {ClassWord::kFooter, Reason::kSiteFrame},
      {ClassWord::kHeader, Reason::kSiteFrame},
      {ClassWord::kHidden, Reason::kHidden},
  }};
  constexpr int kLevels = 6;
  Node node = input.document.node(block.anchor);
  for (int level = 0; level < kLevels && node; ++level, node = node.parent()) {
    const ClassWords words = input.page.class_words[node.index()];
    if (has(words, ClassWord::kArticle) || has(words, ClassWord::kBody)) continue;
    for (const auto& [word, reason] : kByClass) {
      if (!has(words, word)) continue;
      if (reason == Reason::kAuthorBox && block.words < 8) return Reason::kByline;
      return reason;
    }
  }
  return Reason::kNone;
}

Reason dropped_reason(const PassInput& input, const Decision& decision, const TextBlock& block,
                      bool is_between_kept) {
  if (decision.says != Reason::kNone && decision.says != Reason::kCreditLine) return decision.says;
  if (const Reason reason = reason_by_element(block); reason != Reason::kNone) return reason;
  if (const Reason reason = reason_by_class(input, block); reason != Reason::kNone) return reason;
  if (block.link_bytes * 2 > block.text_size) return Reason::kLinkDense;
  if (!is_between_kept) return Reason::kOutsideBody;
  return block.words < 6 ? Reason::kTooShort : Reason::kLowScore;
}

}  // namespace

void explain_decisions(const PassInput& input, Decisions& decisions) {
  std::size_t first = decisions.size(), last = 0;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    if (!decisions[i].is_kept) continue;
    first = std::min(first, i), last = i;
  }
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    Decision& decision = decisions[i];
    if (decision.reason != Reason::kNone) continue;
    const TextBlock& block = input.page.blocks[i];
    decision.reason = decision.is_kept
                          ? kept_reason(block)
                          : dropped_reason(input, decision, block, i > first && i < last);
  }
}

}  // namespace cuttings
