#pragma once
// A fetch as the store keeps it.

#include "crawler/fetch_result.h"
#include "storage/capture.h"

namespace cuttings {

/// The capture of a fetch, without article, charset and error; takes the result's parts.
Capture capture_of_fetch(FetchResult fetched);

/// True when the page's verdict was found by what parked domains show.
bool is_parked(const Article& article);

}  // namespace cuttings
