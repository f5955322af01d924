#pragma once
// CrawlSites: the [[site]] blocks of the configuration as the crawl asks them: whose is this URL,
// and is it to be followed?

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "config/base/url.h"
#include "config/config.h"
#include "config/schedule_spec.h"
#include "crawler/discovery/link_scope.h"
#include "crawler/discovery/source_rhythm.h"

namespace cuttings {

struct CrawlSite {
  SiteOptions options;
  Url start;
  LinkScope scope;
  ScheduleSpec schedule = {};
};

/// Immutable; any thread.
class CrawlSites {
 public:
  /// `this_year` bounds calendars (LinkScope). A [[site]] whose URL does not parse is left out.
  CrawlSites(const Config& config, int this_year);

  struct Verdict {
    LinkRefusal refusal = LinkRefusal::kOtherSite;
    const CrawlSite* site = nullptr;  ///< whose scope decided; null for no site's URL
  };
  /// Whether `url`, `depth` links away from a start page, is followed: by the first site that takes
  /// it, else with the reason of the last one asked. O(sites of the registrable domain).
  Verdict judge(const Url& url, int depth) const;
  /// The site whose [[site]] url is `site_url`; null when there is none.
  const CrawlSite* find(std::string_view site_url) const;
  const std::vector<CrawlSite>& all() const { return sites_; }

 private:
  std::vector<CrawlSite> sites_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_domain_;  ///< registrable
};

/// How a site's sources are polled by its schedule.
RhythmOptions rhythm_options(ScheduleKind schedule);

/// The calendar year of a time.
int year_of(WallTime time);

}  // namespace cuttings
