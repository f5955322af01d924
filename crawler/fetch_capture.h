#pragma once
// A fetch as the store keeps it.

#include "crawler/fetch_result.h"
#include "storage/capture.h"

namespace cuttings {

/// The capture of a fetch, without article, charset and error; takes the result's parts.
Capture capture_of_fetch(FetchResult fetched);

}  // namespace cuttings
