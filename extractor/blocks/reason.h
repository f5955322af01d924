#pragma once
// Reason: the closed list of why a block is kept or dropped. docs/extraction.md explains each; a
// test compares the two.

#include <string_view>

namespace cuttings {

enum class Reason {
  kNone,  ///< not decided yet; never in a finished report
  // kept
  kBodyText,        ///< scored as body text
  kBodyHeading,     ///< a heading followed by kept text
  kBodyList,        ///< a list inside kept text
  kBodyQuote,       ///< a quotation inside kept text
  kBodyTable,       ///< a table inside kept text
  kBodyCode,        ///< code inside kept text
  kBetweenBody,     ///< short text between kept blocks of the same container
  kCreditLine,      ///< "With reporting by ...": belongs to the article
  kStructuredData,  ///< the same text stands in the page's schema.org articleBody
  // dropped
  kHidden,         ///< not shown to a reader
  kSkipLink,       ///< "Skip to main content", "Accessibility links"
  kNavigation,     ///< menus, breadcrumbs, pagers
  kSiteFrame,      ///< the site's header or footer
  kSectionLabel,   ///< "Breaking News", kickers, rubrics
  kTitle,          ///< the headline: it is in `title`
  kByline,         ///< author line: it is in `authors`
  kDateline,       ///< publication date line: it is in `date_published`
  kCaption,        ///< image caption or photo credit: it is in `images`
  kPlaceholder,    ///< "16x9 Image", "Loading ..."
  kRelatedLinks,   ///< "READ MORE:", related and most-read lists
  kShareBar,       ///< share, print, save, follow
  kPromo,          ///< newsletter, subscription, donation, app, event promotion
  kAuthorBox,      ///< about the author
  kComments,       ///< readers' comments
  kConsent,        ///< cookie and consent notices
  kTags,           ///< topics, keywords
  kAdvertisement,  ///< "Advertisement"
  kRepeated,       ///< the same words as an earlier kept block (pull quote)
  kForm,           ///< controls: buttons, inputs
  kLinkDense,      ///< mostly links
  kTooShort,       ///< too little text, far from the body
  kOutsideBody,    ///< outside the part of the page that holds the article
  kLowScore,       ///< scored as clutter by the sum of its features
  // Later ones stand below, kept or dropped: the numbers above are features of the trained model.
  kSiteRepeat,   ///< the same words as on other pages of the site
  kRuleBody,     ///< kept: a site rule says that the article is here
  kRuleStrip,    ///< a site rule strips it
  kRuleOutside,  ///< outside the part that a site rule calls the article
  kRunRepeat,    ///< a line that other texts of the run have, too
};
inline constexpr Reason kLastReason = Reason::kRunRepeat;

/// "body_text", "skip_link", ...: the stable name used in JSON and docs.
std::string_view reason_name(Reason reason);
/// A few words for a person: "navigation menu".
std::string_view reason_text(Reason reason);

}  // namespace cuttings
