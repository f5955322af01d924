#pragma once
// Progress of a run over many inputs, on stderr: a bar, lines, JSON lines or nothing.

#include <cstddef>
#include <string>
#include <string_view>

#include "config/base/clock.h"
#include "tools/status_line.h"
#include "tools/terminal.h"

namespace cuttings {

enum class ProgressStyle { kAuto, kBar, kLines, kJson, kNone };

struct ProgressCounts {
  std::size_t total = 0;
  std::size_t ok = 0;
  std::size_t failed = 0;
  double elapsed_s = 0;

  std::size_t done() const { return ok + failed; }
};

/// "312/1000 ▓▓▓░░ 41/s · ok 298 · failed 14 · eta 17s", at most `columns` wide (the bar shrinks).
std::string render_bar(const ProgressCounts& counts, std::size_t columns);
/// "41/s", "0.3/s".
std::string rate_words(double per_second);
/// "17s", "4m05s", "2h03m".
std::string duration_words(double seconds);
/// {"done":312,"total":1000,"ok":298,"failed":14,"elapsed_s":7.6} without a newline.
std::string render_progress_json(const ProgressCounts& counts);

/// One thread. kAuto is a bar on a terminal when there are several inputs, else nothing.
class Progress {
 public:
  Progress(ProgressStyle style, std::size_t total, const Terminal& terminal, const Clock& clock);

  enum class Outcome { kOk, kFailed };
  /// Counts one input and shows it, a bar at most ten times a second.
  void add(Outcome outcome, std::string_view name);
  /// Wipes the bar, so that a line can be printed; the next add() draws it again.
  void hide() { bar_.wipe(); }
  const ProgressCounts& counts() const { return counts_; }

 private:
  ProgressStyle style_;
  ProgressCounts counts_;
  const Clock& clock_;
  SteadyTime started_;
  StatusLine bar_;
};

}  // namespace cuttings
