#include "tools/progress.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxBarCells = 20;

std::string bar_cells(const ProgressCounts& counts, std::size_t cells) {
  const std::size_t full = counts.total == 0 ? 0 : cells * counts.done() / counts.total;
  std::string bar;
  for (std::size_t i = 0; i < cells; ++i) bar += i < full ? "▓" : "░";
  return bar;
}

std::string two_digits(long number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

std::string duration_words(double seconds) {
  const auto whole = static_cast<long>(std::ceil(seconds));
  if (whole < 60) return std::to_string(whole) + "s";
  if (whole < 3600) return std::to_string(whole / 60) + "m" + two_digits(whole % 60) + "s";
  return std::to_string(whole / 3600) + "h" + two_digits(whole % 3600 / 60) + "m";
}

std::string rate_words(double per_second) {
  std::array<char, 32> text{};
  const char* format = per_second < 10 ? "%.1f/s" : "%.0f/s";
  (void)std::snprintf(text.data(), text.size(), format, per_second);
  return text.data();
}

std::string render_bar(const ProgressCounts& counts, std::size_t columns) {
  const double rate =
      counts.elapsed_s > 0 ? static_cast<double>(counts.done()) / counts.elapsed_s : 0;
  const std::string left = std::to_string(counts.done()) + "/" + std::to_string(counts.total) + " ";
  std::string right = " " + rate_words(rate) + " · ok " + std::to_string(counts.ok) + " · failed " +
                      std::to_string(counts.failed);
  if (rate > 0 && counts.done() < counts.total)
    right += " · eta " + duration_words(static_cast<double>(counts.total - counts.done()) / rate);
  const std::size_t used = count_code_points(left) + count_code_points(right);
  const std::size_t room = columns > used ? columns - used : 0;
  return left + bar_cells(counts, std::min(room, kMaxBarCells)) + right;
}

std::string render_progress_json(const ProgressCounts& counts) {
  std::array<char, 200> text{};
  (void)std::snprintf(text.data(), text.size(),
                      R"({"done":%zu,"total":%zu,"ok":%zu,"failed":%zu,"elapsed_s":%.1f})",
                      counts.done(), counts.total, counts.ok, counts.failed, counts.elapsed_s);
  return text.data();
}

Progress::Progress(ProgressStyle style, std::size_t total, const Terminal& terminal,
                   const Clock& clock)
    : style_(style), clock_(clock), started_(clock.steady_now()), bar_(clock) {
  counts_.total = total;
  const bool shows_bar = terminal.stderr_is_terminal() && total > 1 && !terminal.is_quiet();
  if (style_ == ProgressStyle::kAuto)
    style_ = shows_bar ? ProgressStyle::kBar : ProgressStyle::kNone;
}

void Progress::add(Outcome outcome, std::string_view name) {
  ++(outcome == Outcome::kOk ? counts_.ok : counts_.failed);
  const SteadyTime now = clock_.steady_now();
  counts_.elapsed_s = std::chrono::duration<double>(now - started_).count();
  if (style_ == ProgressStyle::kLines) {
    write_to_stderr(std::to_string(counts_.done()) + "/" + std::to_string(counts_.total) +
                    (outcome == Outcome::kOk ? " ok " : " failed ") +
                    escape_for_terminal(name, LineMode::kOneLine) + "\n");
  } else if (style_ == ProgressStyle::kJson) {
    write_to_stderr(render_progress_json(counts_) + "\n");
  } else if (style_ == ProgressStyle::kBar && bar_.is_due()) {
    bar_.draw(render_bar(counts_, StatusLine::columns()));
  }
}

}  // namespace cuttings
