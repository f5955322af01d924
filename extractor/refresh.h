#pragma once
// Pages that send their readers on by themselves: <meta http-equiv=refresh> and the Refresh header.

#include <cstddef>
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

enum class Noscript { kCounts, kIsPassedOver };

/// The same of the first such <meta> in the head. <noscript> counts, as we run no scripts, but for
/// who asks what all readers see. O(head).
std::string find_refresh(const Document& document, const Url& base,
                         Noscript noscript = Noscript::kCounts);

/// Seconds; chosen by hand: "you will be taken there in 5 seconds".
inline constexpr int kMaxRefreshWait = 15;

/// A page with fewer words that sends its readers on is a signpost ("You are being redirected.
/// Click here if nothing happens."), no article. By hand: such texts have up to 40 words.
inline constexpr std::size_t kMinWordsBesideRefresh = 60;

}  // namespace cuttings
