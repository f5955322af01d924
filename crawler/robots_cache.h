#pragma once
// RobotsCache: what each origin's robots.txt said, for how long it counts, and what follows when it
// could not be read (RFC 9309 2.3 and 2.4).

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "config/base/clock.h"
#include "config/base/url.h"
#include "crawler/fetch_failure.h"
#include "crawler/robots.h"
#include "storage/frontier_store.h"

namespace cuttings {

/// What came of asking for a robots.txt.
struct RobotsFetch {
  enum class State {
    kRules,        ///< 2xx: `body` holds them
    kUnavailable,  ///< 4xx, or more than five redirects: everything is allowed
    kUnreachable,  ///< 5xx, 429, no answer: everything is forbidden
    kNotTried,     ///< our own trouble (no descriptors, stopping): says nothing about the host
  };
  State state = State::kUnreachable;
  std::string body = {};
  std::optional<std::chrono::seconds> max_age = {};  ///< Cache-Control, when given
  FetchFailure failure = {};                         ///< of kUnreachable and kNotTried
};

/// Reads a fetch of "/robots.txt" that followed up to five redirects (RFC 9309 2.3.1).
RobotsFetch classify_robots_fetch(const FetchResult& result);

/// Whether a page may be asked for, and how slowly its host wants to be asked.
struct RobotsVerdict {
  FetchFailure failure = {};  ///< kNone when allowed
  std::optional<std::chrono::milliseconds> crawl_delay = {};
};

/// One thread. Ages are measured on the steady clock, so that a wall clock set back or forward
/// makes no copy immortal.
class RobotsCache {
 public:
  static constexpr std::chrono::hours kMaxAge{24};            // RFC 9309 2.4
  static constexpr std::chrono::seconds kMinAge{60};          // chosen by hand
  static constexpr std::chrono::hours kGiveUpAfter{24 * 30};  // RFC 9309 2.3.1.4
  static constexpr std::chrono::minutes kFirstRetry{5};       // then doubled, up to kMaxAge
  static constexpr std::size_t kMaxOrigins = 4096;            // the oldest goes first

  /// `user_agent` is the one sent; its product token picks the group. `clock` must outlive this.
  RobotsCache(const Clock& clock, std::string user_agent);

  /// True when url's origin (scheme, host, port) was never read, or what is known has expired.
  bool needs_fetch(const Url& url) const;

  /// Remembers what came of asking `url`'s origin. A failure keeps an older copy's rules.
  void store(const Url& url, const RobotsFetch& fetch);

  /// What was stored for url's origin, as it is to be kept over a restart. A failure is without the
  /// older copy's body: the store has it.
  RobotsRecord record(const Url& url, const RobotsFetch& fetch) const;
  /// Knows again what record() gave, maybe in another process. A record that is older than kMaxAge
  /// has expired, whatever it says.
  void restore(const RobotsRecord& record);
  bool knows(const Url& url) const { return entries_.contains(url.origin()); }

  /// What is known of url's origin applied to `url`; forbids when nothing is known.
  RobotsVerdict judge(const Url& url) const;

  /// The rules that count for url's origin; null when there are none.
  const RobotsRules* rules(const Url& url) const;

 private:
  struct Entry {
    std::optional<RobotsRules> rules;  ///< the last that could be read
    SteadyTime expires_at{};
    std::optional<SteadyTime> unreachable_since;
    int failures = 0;  ///< in a row
    FetchFailure failure;
  };

  void make_room();

  const Clock& clock_;
  std::string user_agent_;
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace cuttings
