#pragma once
// [crawl]: how an archive is built and kept up to date. What one fetch may cost is in
// fetch_options.h.

#include <cstdint>

namespace cuttings {

/// When a page is looked at again before we know how often it changes.
struct RevisitOptions {
  std::int64_t first_s = 30 * 60;       ///< after the first fetch
  double grow = 2.0;                    ///< each unchanged visit multiplies the wait
  std::int64_t max_s = 30 * 24 * 3600;  ///< but no longer than this

  bool operator==(const RevisitOptions&) const = default;
};

struct CrawlOptions {
  int retries = 3;                ///< after the first attempt, for errors that may pass
  std::int64_t max_pages = 0;     ///< of one run; 0: no limit
  int max_depth = 3;              ///< links followed from a start page, feed or sitemap
  std::int64_t patience_s = 300;  ///< `crawl run` waits so long for blocks and retries
  bool merge_addresses = true;    ///< hosts that share an IP address share a pause
  bool obey_noindex = false;      ///< a page that says noindex is not kept as an article
  bool obey_noarchive = true;     ///< a page that says noarchive is not kept as an article
  bool obey_nofollow = true;      ///< links of a page that says nofollow are not followed
  RevisitOptions revisit = {};

  bool operator==(const CrawlOptions&) const = default;
};

}  // namespace cuttings
