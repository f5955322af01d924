#pragma once
// options_hash(): what decides how a page is read, as one short name for article_versions.

#include <string>

#include "config/extract_options.h"

namespace cuttings {

/// 16 hex digits of the extract options; with rules for sites, "-" and 16 digits of
/// `rules_digest`, which is "" without.
std::string options_hash(const ExtractOptions& options, const std::string& rules_digest);

}  // namespace cuttings
