#pragma once
// OutageWatch: notices that nobody answers any more, so that an outage of our own network is not
// taken for the trouble of every host.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <set>

#include "config/base/clock.h"

namespace cuttings {

/// A value type. One thread. All numbers are chosen by hand.
class OutageWatch {
 public:
  static constexpr std::size_t kHosts = 3;  ///< that could not be reached, none between answering
  static constexpr std::chrono::seconds kSilence{30};  ///< since the first of them
  static constexpr std::chrono::seconds kFirstProbe{1}, kLastProbe{300};

  /// A host gave an answer, whatever it said: there is no outage.
  void answered();
  /// A host could not be reached. True when that is laid to an outage, not to the host.
  bool failed(std::int64_t host_id, SteadyTime now);

  bool is_on() const { return is_on_; }
  /// During an outage: one page may be asked from then on; each probe doubles the wait.
  SteadyTime next_probe() const { return next_probe_; }
  void probe(SteadyTime now);
  /// Since the first failure of the silence.
  std::chrono::seconds duration(SteadyTime now) const;

 private:
  std::set<std::int64_t> hosts_;
  SteadyTime since_{}, next_probe_{};
  std::chrono::seconds wait_ = kFirstProbe;
  bool is_on_ = false;
};

}  // namespace cuttings
