#pragma once
// From the bytes of a capture to what is read of them. Pure; what a worker does.

#include <string>

#include "config/config.h"
#include "crawler/page_directives.h"
#include "crawler/process_page.h"
#include "extractor/extract.h"
#include "storage/capture.h"

namespace cuttings {

/// Says why the capture holds no article.
void set_error(Capture& capture, std::string kind, std::string message);

/// The Refresh header of the response (extractor/refresh.h); "" without one.
std::string refresh_header(const FetchRecord& fetch);

/// Cuts the article out, with links, further pages and directives, and notes the charset. False:
/// the page could not be read at all; why is in the capture. O(bytes).
bool read_capture(Capture& capture, Extraction& extraction, const PageContext& context);

/// A page that wants not to be kept leaves no bytes behind: true when `crawl` obeys that.
bool withhold_if_told(Capture& capture, const PageDirectives& directives,
                      const CrawlOptions& crawl);

/// The store keeps no structured body: it would only be copied, and lie in memory until the commit.
Extraction without_body(Extraction extraction);

}  // namespace cuttings
