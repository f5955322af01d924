#include "tools/crawl_progress.h"

#include <array>
#include <cstdio>

#include "config/base/text.h"
#include "config/base/utf8.h"

namespace cuttings {
namespace {

constexpr auto kJsonInterval = std::chrono::seconds(1);
constexpr double kNewShare = 0.3;  // of the last second in the shown rate; chosen by hand

std::string_view page_word(const CrawlPage& page) {
  if (!page.refusal.empty()) return page.refusal;
  if (!page.capture.fetch.error_kind.empty()) return page.capture.fetch.error_kind;
  return page.source ? std::string_view("polled") : save_outcome_name(page.outcome);
}

}  // namespace

std::string render_crawl_line(const CrawlTally& tally, double recent_rate, std::size_t columns) {
  std::string line = std::to_string(tally.fetches) + " pages · " + rate_words(recent_rate);
  const auto add = [&](const std::string& part) {
    if (count_code_points(line) + count_code_points(part) + 3 <= columns) line += " · " + part;
  };
  add("new " + std::to_string(tally.new_articles));
  if (tally.changed > 0) add("changed " + std::to_string(tally.changed));
  if (tally.given_up + tally.retries > 0)
    add("failed " + std::to_string(tally.given_up + tally.retries));
  add("queue " + std::to_string(tally.queued));
  add("hosts " + std::to_string(tally.hosts));
  if (recent_rate > 0 && tally.queued > 0)
    add("eta " + duration_words(static_cast<double>(tally.queued) / recent_rate));
  return line;
}

std::string render_crawl_json(const CrawlTally& tally, double elapsed_s) {
  std::array<char, 640> text{};
  const auto n = [](std::int64_t value) { return static_cast<long long>(value); };
  (void)std::snprintf(
      text.data(), text.size(),
      R"({"fetches":%lld,"new":%lld,"changed":%lld,"unchanged":%lld,"not_articles":%lld,)"
      R"("unread":%lld,"polls":%lld,"bad_sources":%lld,"refused":%lld,"retries":%lld,)"
      R"("given_up":%lld,"links":%lld,"queued":%lld,"in_flight":%lld,"hosts":%lld,)"
      R"("elapsed_s":%.1f})",
      n(tally.fetches), n(tally.new_articles), n(tally.changed), n(tally.unchanged),
      n(tally.not_articles), n(tally.unread), n(tally.polls), n(tally.bad_sources),
      n(tally.refused), n(tally.retries), n(tally.given_up), n(tally.links), n(tally.queued),
      n(tally.in_flight), n(tally.hosts), elapsed_s);
  return text.data();
}

CrawlProgress::CrawlProgress(ProgressStyle style, const Terminal& terminal, const Clock& clock)
    : style_(style), clock_(clock), started_(clock.steady_now()), rated_(started_), line_(clock) {
  if (style_ != ProgressStyle::kAuto) return;
  const bool shows = terminal.stderr_is_terminal() && !terminal.is_quiet();
  style_ = shows ? ProgressStyle::kBar : ProgressStyle::kNone;
}

double CrawlProgress::elapsed_s() const {
  return std::chrono::duration<double>(clock_.steady_now() - started_).count();
}

void CrawlProgress::update_rate(SteadyTime now, std::int64_t fetches) {
  const double seconds = std::chrono::duration<double>(now - rated_).count();
  if (seconds < 1) return;
  const double rate = static_cast<double>(fetches - rated_fetches_) / seconds;
  rate_ = rated_fetches_ == 0 ? rate : rate_ + kNewShare * (rate - rate_);
  rated_ = now;
  rated_fetches_ = fetches;
}

void CrawlProgress::show(const CrawlPage& page, const CrawlTally& tally) {
  if (style_ == ProgressStyle::kNone) return;
  const SteadyTime now = clock_.steady_now();
  update_rate(now, tally.fetches);
  if (style_ == ProgressStyle::kLines) {
    write_to_stderr(std::string(page_word(page)) + " " +
                    escape_for_terminal(page.entry.url, LineMode::kOneLine) + "\n");
  } else if (style_ == ProgressStyle::kJson && now - told_ >= kJsonInterval) {
    told_ = now;
    write_to_stderr(render_crawl_json(tally, elapsed_s()) + "\n");
  } else if (style_ == ProgressStyle::kBar && line_.is_due()) {
    line_.draw(render_crawl_line(tally, rate_, StatusLine::columns()));
  }
}

}  // namespace cuttings
