#pragma once
// load_page(): one page by URL or file name, for commands that look at a single page.

#include <string>

#include "config/config.h"
#include "tools/manifest.h"
#include "tools/page_reading.h"

namespace cuttings {

/// True when `name` is an http or https URL rather than a file.
bool names_url(std::string_view name);

/// Reads the file of `job` ("-" is stdin) and cuts it. Of an MHTML file (what browsers save as one
/// file) the page is taken, and its address where the job names none.
PageReading read_named_file(const PageJob& job, const ExtractOptions& options,
                            SiteKnowledge site = {});

/// Fetches or reads the page called `name` and cuts it, with what is known of its site. Never
/// throws.
PageReading load_page(const std::string& name, const std::string& url, const Config& config,
                      SiteKnowledge site = {});

}  // namespace cuttings
