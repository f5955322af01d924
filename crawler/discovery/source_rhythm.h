#pragma once
// SourceRhythm: when a feed, sitemap or hub page is worth the next look, learnt from what it gave,
// and when its silence is out of character.

#include <chrono>
#include <cstdint>
#include <optional>

#include "config/base/clock.h"

namespace cuttings {

/// What one look at a source brought.
struct SourcePoll {
  WallTime at{};
  int new_entries = 0;                           ///< not seen before; 0 with a 304
  bool is_failure = false;                       ///< no answer that could be read
  std::optional<std::chrono::minutes> ttl = {};  ///< the source's own wish
  std::uint32_t skip_hours = 0;                  ///< as Feed::skip_hours
};

struct RhythmOptions {
  std::chrono::seconds min_interval = std::chrono::minutes(5);
  std::chrono::seconds max_interval = std::chrono::hours(24);
  std::chrono::seconds first_interval = std::chrono::minutes(30);
  double polls_per_gap = 2.0;   ///< looks per observed gap between new entries
  double silence_factor = 6.0;  ///< quiet for this many usual gaps ...
  std::chrono::seconds min_silence = std::chrono::hours(24);  ///< ... and at least this long
  int min_gaps = 4;  ///< observed before a rhythm is believed
};

/// The state to be stored: plain numbers.
struct RhythmState {
  double gap_s = 0;        ///< smoothed time between arrivals of new entries; 0: unknown
  double deviation_s = 0;  ///< smoothed |gap - mean|
  int gaps = 0;            ///< observed
  int quiet_polls = 0;     ///< in a row without anything new
  int failures = 0;        ///< in a row
  std::int64_t last_poll_ms = 0, last_new_ms = 0;  ///< Unix time; 0: never
  std::int64_t next_ms = 0;
  std::int64_t ttl_s = 0;        ///< the source's last wish; 0: none
  std::uint32_t skip_hours = 0;  ///< as Feed::skip_hours

  bool operator==(const RhythmState&) const = default;
};

/// Pure; a value type. One thread.
class SourceRhythm {
 public:
  explicit SourceRhythm(RhythmOptions options = {}, RhythmState state = {})
      : options_(options), state_(state) {}

  /// Takes in one look; next_due() follows from it. A time before the last poll: the clock
  /// was set back, and no time has passed.
  void record(const SourcePoll& poll);

  /// When to look again; the epoch (at once) before the first record().
  WallTime next_due() const;
  /// From one look to the next as things stand.
  std::chrono::seconds interval() const;
  /// True when the source answers but has given nothing new for much longer than was usual.
  bool is_silent(WallTime now) const;

  const RhythmState& state() const { return state_; }

 private:
  void observe_gap(double gap_s);
  std::int64_t after_skipped_hours(std::int64_t ms) const;

  RhythmOptions options_;
  RhythmState state_;
};

}  // namespace cuttings
