#pragma once
// capture_of(): a fetch and what was read from it, as the store keeps it.

#include "crawler/fetch_result.h"
#include "storage/capture.h"
#include "tools/page_reading.h"

namespace cuttings {

/// A failed fetch, or one without an article, has `error_kind` set and no article.
Capture capture_of(FetchResult fetched, PageReading reading);

}  // namespace cuttings
