#pragma once
// find_site_sources(): asks a site where its new articles can be seen.

#include <string>
#include <vector>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "config/config.h"
#include "crawler/discovery/sources.h"

namespace cuttings {

struct SiteSources {
  std::string home = {};              ///< where the page was found, behind redirects
  std::vector<Source> good = {};      ///< read and understood, best first
  std::vector<std::string> bad = {};  ///< "URL: why", of those that were named but cannot be read
};

/// Fetches the page at `start` (of one that sends its readers on by a refresh, the page there) and
/// robots.txt of where it leads, then every source that they name (at most 10); when none is good,
/// likely paths. `start` may be a feed itself. Politely, so it takes some pauses. Error kNetwork,
/// kRefused, kForbidden, kTooLarge: the page itself cannot be had; kParse: it is none.
Result<SiteSources> find_site_sources(const Url& start, const Config& config, const Clock& clock);

}  // namespace cuttings
