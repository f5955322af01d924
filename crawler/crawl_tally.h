#pragma once
// CrawlTally: what a run has done so far, in numbers.

#include <cstdint>
#include <string>

#include "crawler/crawl_page.h"

namespace cuttings {

struct CrawlTally {
  std::int64_t fetches = 0;  ///< URLs asked, whatever came
  std::int64_t new_articles = 0;
  std::int64_t changed = 0;       ///< articles with a new version
  std::int64_t unchanged = 0;     ///< looked at again, nothing new; 304 too
  std::int64_t not_articles = 0;  ///< pages without an article
  std::int64_t unread = 0;        ///< pages kept without being read (ReadPages::kLater)
  std::int64_t polls = 0;         ///< of sources
  std::int64_t bad_sources = 0;   ///< polls that failed, or gave what is no source
  std::int64_t refused = 0;       ///< by robots.txt, the page, scope or a budget
  std::int64_t retries = 0;       ///< failed, will be tried again
  std::int64_t given_up = 0;      ///< failed for good
  std::int64_t links = 0;         ///< URLs not known before
  std::int64_t queued = 0;        ///< ready now
  std::int64_t in_flight = 0;     ///< set by the run
  std::int64_t hosts = 0;         ///< with something to do; set by the run

  bool operator==(const CrawlTally&) const = default;

  /// Takes in a page that was committed.
  void count(const CrawlPage& page);
  /// One line of JSON, as `crawls.stats` keeps it: all but what is true of a moment only.
  std::string json() const;
};

}  // namespace cuttings
