#include "extractor/blocks/decisions.h"

namespace cuttings {

void drop_empty_headings(const PassInput& input, Decisions& decisions) {
  // From the end: the level of the shallowest heading that has nothing kept below it yet.
  bool has_text_below = false;
  for (std::size_t i = decisions.size(); i-- > 0;) {
    if (!decisions[i].is_kept) continue;
    if (input.page.blocks[i].heading_level == 0) {
      has_text_below = true;
    } else if (!has_text_below && input.is_article()) {
      decisions[i].drop(decisions[i].says == Reason::kNone ? Reason::kRelatedLinks
                                                           : decisions[i].says);
    }
  }
}

}  // namespace cuttings
