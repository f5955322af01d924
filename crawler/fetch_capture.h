#pragma once
// A fetch as the store keeps it.

#include "crawler/fetch_result.h"
#include "extractor/extract.h"
#include "storage/capture.h"

namespace cuttings {

/// The capture of a fetch, without article, charset and error; takes the result's parts.
Capture capture_of_fetch(FetchResult fetched);

/// Gives `capture` the article that was read from it, with what the store keeps beside it: under
/// which address it is known (discovery/article_identity.h), what the site's memory counts.
void put_article(Capture& capture, Extraction extraction);

/// Bytes of the raw exchanges, as they came.
std::size_t raw_bytes(const Capture& capture);

/// True when the page's verdict was found by what parked domains show.
bool is_parked(const Article& article);

}  // namespace cuttings
