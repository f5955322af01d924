#pragma once
// extract_metadata(): the page's fields about its article, each with its source.

#include <cstdint>
#include <string>
#include <string_view>

#include "config/base/url.h"
#include "extractor/article.h"
#include "extractor/dom/document.h"
#include "extractor/metadata/candidates.h"

namespace cuttings {

/// What the metadata passes may read besides the tree.
struct MetadataInput {
  const Document& document;
  const Url* url = nullptr;             ///< final URL; null when unknown
  std::string_view last_modified = {};  ///< HTTP header, may be empty
  /// When the page was fetched, seconds since 1970; dates after it are not believed. 0: now.
  std::int64_t now_unix_s = 0;
};

/// Returns what the page says of its article: JSON-LD, microdata, Open Graph, Dublin Core, meta,
/// HTML and URL, the best supported value of each field and where it came from. Never fails: broken
/// metadata gives fewer fields. `language` is the declared one; detection needs the text
/// (language.h).
Metadata extract_metadata(const MetadataInput& input);

/// What extract_metadata() chooses from: every statement found, in page order a field.
Candidates collect_candidates(const MetadataInput& input);

}  // namespace cuttings
