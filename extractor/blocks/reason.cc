#include "extractor/blocks/reason.h"

#include <array>

namespace cuttings {
namespace {

struct Words {
  std::string_view name, text;
};

// In the order of the enumerators.
constexpr std::array kWords = {
    Words{"none", "undecided"},
    Words{"body_text", "body text"},
    Words{"body_heading", "heading inside the body"},
    Words{"body_list", "list inside the body"},
    Words{"body_quote", "quotation inside the body"},
    Words{"body_table", "table inside the body"},
    Words{"body_code", "code inside the body"},
    Words{"between_body", "between kept blocks"},
    Words{"credit_line", "credit line of the article"},
    Words{"structured_data", "also in the page's structured data"},
    Words{"hidden", "not shown to a reader"},
    Words{"skip_link", "skip link"},
    Words{"navigation", "navigation"},
    Words{"site_frame", "site header or footer"},
    Words{"section_label", "section label"},
    Words{"title", "the title itself"},
    Words{"byline", "by-line"},
    Words{"dateline", "date line"},
    Words{"caption", "image caption or credit"},
    Words{"placeholder", "placeholder"},
    Words{"related_links", "related links"},
    Words{"share_bar", "share bar"},
    Words{"promo", "promotion"},
    Words{"author_box", "about the author"},
    Words{"comments", "comments"},
    Words{"consent", "cookie or consent notice"},
    Words{"tags", "tags"},
    Words{"advertisement", "advertisement"},
    Words{"repeated", "repeats an earlier block"},
    Words{"form", "form control"},
    Words{"link_dense", "mostly links"},
    Words{"too_short", "too short, far from the body"},
    Words{"outside_body", "outside the body"},
    Words{"low_score", "reads as clutter"},
    Words{"site_repeat", "stands on other pages of the site"},
    Words{"rule_body", "a site rule says so"},
    Words{"rule_strip", "stripped by a site rule"},
    Words{"rule_outside", "outside the site rule's body"},
    Words{"run_repeat", "stands in other texts of the run"},
};
static_assert(kWords.size() == static_cast<std::size_t>(kLastReason) + 1);

}  // namespace

std::string_view reason_name(Reason reason) {
  return kWords[static_cast<std::size_t>(reason)].name;
}
std::string_view reason_text(Reason reason) {
  return kWords[static_cast<std::size_t>(reason)].text;
}

}  // namespace cuttings
