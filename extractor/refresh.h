#pragma once
// Pages that send their readers on by themselves: <meta http-equiv=refresh> and the Refresh header.

#include <string>
#include <string_view>

#include "config/base/url.h"
#include "extractor/dom/document.h"

namespace cuttings {

/// Where `value` of a Refresh sends a reader of the page at `base` within kMaxRefreshWait: an
/// absolute http(s) URL without fragment. Empty for a page that is only loaded again, and for a
/// later one: those show new content, not another place. O(value).
/// https://html.spec.whatwg.org/#shared-declarative-refresh-steps
std::string refresh_target(std::string_view value, const Url& base);

/// The same of the first such <meta> in the head, <noscript> included: we run no scripts. O(head).
std::string find_refresh(const Document& document, const Url& base);

/// Seconds; chosen by hand: "you will be taken there in 5 seconds".
inline constexpr int kMaxRefreshWait = 15;

}  // namespace cuttings
