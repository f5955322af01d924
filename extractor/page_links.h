#pragma once
// PageLinks: where a page's anchors and frames lead.

#include <string>
#include <vector>

#include "config/base/url.h"
#include "extractor/dom/document.h"

namespace cuttings {

/// Absolute http(s) URLs of the page's anchors, areas and frames without fragments, in order, once
/// each. O(nodes).
std::vector<std::string> collect_links(const Document& document, const Url& base);

/// Those of the frames of a frameset alone, at most kMaxFrames: its text stands there. O(nodes).
std::vector<std::string> collect_frames(const Document& document, const Url& base);
inline constexpr std::size_t kMaxFrames = 10;

}  // namespace cuttings
