#pragma once
// ArticleIdentity: under which key an article is known, however its page was reached.

#include <string>
#include <string_view>
#include <vector>

#include "config/base/url.h"

namespace cuttings {

/// What is known of the addresses of one fetched page; strings may be empty or nonsense.
struct IdentityClues {
  std::string requested_url = {};
  std::string final_url = {};  ///< after redirects
  std::string canonical = {};  ///< <link rel=canonical>, may be relative
  std::string og_url = {};
  bool is_amp = false;  ///< <html amp> or <html ⚡>
};

enum class IdentityEvidence {
  kFinalUrl,   ///< the address the bytes came from
  kCanonical,  ///< rel=canonical
  kOgUrl,      ///< og:url
  kAmpOfUrl,   ///< an AMP address, turned into that of the page
};
/// "final_url", "canonical", "og_url", "amp_url": stable.
std::string_view identity_evidence_name(IdentityEvidence evidence);

struct ArticleIdentity {
  std::string key;  ///< a canonical_url(), of the address the evidence names
  IdentityEvidence evidence = IdentityEvidence::kFinalUrl;
  std::string refused = {};  ///< why a declared address was not believed; empty when none
};

/// The key of the page. rel=canonical, then og:url are believed within the same registrable domain
/// only, and never when they name a home page, a section the page does not lie in without a path of
/// their own, or are no http(s) URL. Tracking parameters go (canonical_url.h). Any thread. O(urls).
ArticleIdentity identify_article(const IdentityClues& clues);

}  // namespace cuttings
