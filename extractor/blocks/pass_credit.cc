#include <algorithm>

#include "extractor/blocks/decisions.h"

namespace cuttings {
namespace {

constexpr std::size_t kNear = 3;  // blocks between the body's last and its credit line
constexpr std::uint32_t kMaxCreditWords = 30;

}  // namespace

void keep_credit_lines(const PassInput& input, Decisions& decisions) {
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    if (decisions[i].says != Reason::kCreditLine || input.page.blocks[i].words > kMaxCreditWords)
      continue;
    if ((input.page.blocks[i].within & (kInNav | kInFooter | kInAside | kInHidden)) != 0) continue;
    const std::size_t from = i > kNear ? i - kNear : 0;
    const bool follows_body = std::any_of(decisions.begin() + static_cast<std::ptrdiff_t>(from),
                                          decisions.begin() + static_cast<std::ptrdiff_t>(i),
                                          [](const Decision& d) { return d.is_kept; });
    if (follows_body) decisions[i].keep(Reason::kCreditLine);
  }
}

}  // namespace cuttings
