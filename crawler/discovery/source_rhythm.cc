#include "crawler/discovery/source_rhythm.h"

#include <algorithm>
#include <cmath>

namespace cuttings {
namespace {

constexpr double kSmoothing = 0.2;            // of a new gap; chosen by hand
constexpr double kQuietShare = 1.0 / 6;       // of the silence so far, between two looks at it
constexpr std::int64_t kMaxKnownTtlS = 3600;  // a longer wish yields to a rhythm we have seen
constexpr std::int64_t kHourMs = 3'600'000;

}  // namespace

void SourceRhythm::observe_gap(double gap_s) {
  if (state_.gaps == 0) {
    state_.gap_s = gap_s;
    state_.deviation_s = gap_s / 2;
  } else {
    state_.deviation_s += kSmoothing * (std::abs(gap_s - state_.gap_s) - state_.deviation_s);
    state_.gap_s += kSmoothing * (gap_s - state_.gap_s);
  }
  ++state_.gaps;
}

void SourceRhythm::record(const SourcePoll& poll) {
  const std::int64_t at = poll.at.time_since_epoch().count();
  const std::int64_t set_back = state_.last_poll_ms - at;
  if (set_back > 0 && state_.last_new_ms > 0)
    state_.last_new_ms = std::max<std::int64_t>(1, state_.last_new_ms - set_back);
  state_.last_poll_ms = at;
  if (poll.ttl) {
    state_.ttl_s = std::clamp<std::int64_t>(std::chrono::seconds(*poll.ttl).count(), 0,
                                            options_.max_interval.count());
  }
  if (poll.skip_hours != 0) state_.skip_hours = poll.skip_hours;
  if (poll.is_failure) {
    ++state_.failures;
  } else {
    state_.failures = 0;
    state_.quiet_polls = poll.new_entries > 0 ? 0 : state_.quiet_polls + 1;
    if (poll.new_entries > 0) {
      const auto since_s = static_cast<double>(at - state_.last_new_ms) / 1000;
      if (state_.last_new_ms > 0 && since_s > 0) observe_gap(since_s / poll.new_entries);
      state_.last_new_ms = at;
    }
  }
  const std::int64_t wait_ms = std::chrono::milliseconds(interval()).count();
  state_.next_ms = after_skipped_hours(at + wait_ms);
}

std::chrono::seconds SourceRhythm::interval() const {
  const auto low = static_cast<double>(options_.min_interval.count());
  const auto high = static_cast<double>(options_.max_interval.count());
  auto wait = static_cast<double>(options_.first_interval.count());
  if (state_.failures > 0) {
    wait *= std::exp2(std::min(state_.failures, 20) - 1);
    return std::chrono::seconds(std::llround(std::clamp(wait, low, high)));
  }
  const auto quiet_s = static_cast<double>(state_.last_poll_ms - state_.last_new_ms) / 1000;
  if (state_.gaps > 0) {
    wait = std::max(state_.gap_s / options_.polls_per_gap, quiet_s * kQuietShare);
  } else {
    wait *= std::exp2(std::min(state_.quiet_polls, 20) / 4.0);
  }
  const bool is_known = state_.gaps >= options_.min_gaps;
  const std::int64_t ttl = is_known ? std::min(state_.ttl_s, kMaxKnownTtlS) : state_.ttl_s;
  wait = std::max(wait, static_cast<double>(ttl));
  return std::chrono::seconds(std::llround(std::clamp(wait, low, high)));
}

/// The first hour from `ms` on that the source does not ask to skip; `ms` itself when it skips all.
std::int64_t SourceRhythm::after_skipped_hours(std::int64_t ms) const {
  std::int64_t at = ms;
  for (int tries = 0; tries < 24; ++tries) {
    const auto hour = static_cast<unsigned>(at / kHourMs % 24);
    if ((state_.skip_hours >> hour & 1u) == 0) return at;
    at = (at / kHourMs + 1) * kHourMs;
  }
  return ms;
}

WallTime SourceRhythm::next_due() const {
  return WallTime(std::chrono::milliseconds(state_.next_ms));
}

bool SourceRhythm::is_silent(WallTime now) const {
  if (state_.gaps < options_.min_gaps || state_.failures > 0) return false;
  const auto quiet_s =
      static_cast<double>(now.time_since_epoch().count() - state_.last_new_ms) / 1000;
  const double usual_s = std::max(options_.silence_factor * state_.gap_s,
                                  state_.gap_s + options_.silence_factor * state_.deviation_s);
  return quiet_s > std::max(usual_s, static_cast<double>(options_.min_silence.count()));
}

}  // namespace cuttings
