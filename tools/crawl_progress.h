#pragma once
// Progress of a crawl on stderr: a line that is redrawn, lines, JSON lines or nothing.

#include <string>
#include <string_view>

#include "config/base/clock.h"
#include "crawler/engine/crawl_run.h"
#include "tools/progress.h"
#include "tools/status_line.h"
#include "tools/terminal.h"

namespace cuttings {

/// "312 pages · 41/s · new 290 · changed 3 · failed 2 · queue 1024 · hosts 12 · eta 25s", at most
/// `columns` wide. `recent_rate` is pages a second of late.
std::string render_crawl_line(const CrawlTally& tally, double recent_rate, std::size_t columns);
/// {"fetches":312,...,"elapsed_s":7.6} without a newline.
std::string render_crawl_json(const CrawlTally& tally, double elapsed_s);

/// One thread. kAuto is a redrawn line on a terminal, else nothing.
class CrawlProgress {
 public:
  CrawlProgress(ProgressStyle style, const Terminal& terminal, const Clock& clock);

  /// Shows one page; the line at most ten times, JSON at most once a second.
  void show(const CrawlPage& page, const CrawlTally& tally);
  /// Wipes the line, so that another can be printed.
  void hide() { line_.wipe(); }
  double elapsed_s() const;

 private:
  void update_rate(SteadyTime now, std::int64_t fetches);

  ProgressStyle style_;
  const Clock& clock_;
  SteadyTime started_;
  SteadyTime told_{};  ///< as JSON
  SteadyTime rated_;
  std::int64_t rated_fetches_ = 0;
  double rate_ = 0;
  StatusLine line_;
};

}  // namespace cuttings
