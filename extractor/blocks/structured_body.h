#pragma once
// structured_body(): the article as a page describes it to machines, where it shows readers little.

#include <optional>

#include "config/base/url.h"
#include "extractor/blocks/body_builder.h"
#include "extractor/blocks/page_facts.h"

namespace cuttings {

/// The page's one schema.org articleBody as a body, markup and line ends become paragraphs; nothing
/// when it has none, or several, or when `kept_bytes` of text found in its HTML are more than a
/// quarter of it: a shell that a script would fill, or a teaser. `limits` as for the page; `base`
/// resolves links, may be null. Any thread. O(bytes).
std::optional<Body> structured_body(const PageFacts& facts, std::size_t kept_bytes, const Url* base,
                                    const ParseLimits& limits);

}  // namespace cuttings
