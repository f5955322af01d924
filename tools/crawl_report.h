#pragma once
// CrawlReport: the state of an archive's crawl as a value, and its forms.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "config/config.h"
#include "storage/frontier_store.h"

namespace cuttings {

struct SiteDue {
  std::string url, schedule;  ///< as configured
  std::string next_due_at;    ///< of its first source, ISO 8601; "": now, or at the next run
};

struct CrawlReport {
  std::vector<SiteDue> sites = {};  ///< as configured
  std::vector<SourceRecord> sources = {};
  QueueCounts queue = {};
  std::vector<HostRecord> blocked = {};
  std::vector<ErrorCount> errors = {};  ///< of the last 24 hours
  std::optional<CrawlRecord> last_run = {};
  std::string time_zone = {};    ///< of cron expressions
  std::int64_t next_due_ms = 0;  ///< of what waits; 0: nothing does
  std::int64_t articles = 0;
};

/// Error kStore. O(queue): its states are counted.
Result<CrawlReport> read_crawl_report(FrontierReader& reader, const Config& config, WallTime now);

/// For a person.
std::string text_of(const CrawlReport& report, WallTime now);
/// One JSON object and a newline.
std::string json_of(const CrawlReport& report);
/// https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
std::string prometheus_of(const CrawlReport& report);

}  // namespace cuttings
