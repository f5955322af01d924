#pragma once
// WhyReport: what was decided about one URL, by which rule, and what comes next: what
// `cuttings crawl why` prints.

#include <chrono>
#include <optional>
#include <string>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "config/base/url.h"
#include "config/config.h"
#include "crawler/robots.h"
#include "storage/frontier_store.h"

namespace cuttings {

struct ScopeVerdict {
  std::string site;     ///< whose it is: the [[site]]'s URL; "" when it has none
  std::string refusal;  ///< a stable name; "": in scope
  std::string reason;   ///< of the refusal, for a person
};

struct RobotsFacts {
  /// "allowed", "forbidden", "not_asked" (nobody asked yet), "not_obeyed" (obey_robots is off).
  std::string decision;
  RobotsDecision rule = {};  ///< that decided; line 0: none did
  std::string reason = {};   ///< why robots.txt could not be read, when that decides
  std::optional<std::chrono::milliseconds> crawl_delay = {};
  std::int64_t fetched_at_ms = 0;  ///< 0: never
};

struct WhyReport {
  std::string url, canonical_url;  ///< without credentials
  std::optional<TakedownRecord> takedown = {};
  std::optional<ScopeVerdict> scope = {};  ///< none for a source: it is in none
  RobotsFacts robots = {};
  std::optional<QueueEntry> entry = {};  ///< none: nobody has named the URL
  std::string found_on = {};             ///< URL of the page that did; "": none did
  std::optional<SourceRecord> source = {};
  std::optional<HostRecord> host = {};
  std::optional<FetchSummary> last_fetch = {};
};

/// Error kStore.
Result<WhyReport> read_why_report(const Url& url, FrontierReader& reader, const Config& config,
                                  WallTime now);

/// For a person; a line a fact.
std::string text_of(const WhyReport& report, WallTime now);
/// One JSON object, whose members docs/crawling.md names.
std::string json_of(const WhyReport& report);

}  // namespace cuttings
