#pragma once
// choose_metadata(): the one place that decides, field by field, between what the passes found.

#include <cstdint>

#include "config/base/url.h"
#include "extractor/article.h"
#include "extractor/metadata/candidates.h"

namespace cuttings {

/// The best supported value of each field with its origin: docs/metadata.md tells the order. `url`
/// may be null; `today` is a day number (date_time.h), later dates are not believed. O(candidates).
Metadata choose_metadata(const Candidates& candidates, const Url* url, std::int64_t today);

}  // namespace cuttings
