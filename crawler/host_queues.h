#pragma once
// HostQueues: which of many waiting jobs may begin now, so that no host is asked too often.

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "config/base/clock.h"

namespace cuttings {

/// One thread. Jobs of one host begin in the order they were added.
class HostQueues {
 public:
  /// `max_per_host` jobs of one host at a time; `delay` from the end of one to the next begin.
  HostQueues(int max_per_host, std::chrono::milliseconds delay);

  void add(const std::string& host, std::size_t job);

  struct Job {
    std::string host;
    std::size_t job;
  };
  /// The job whose host has been due longest, now begun; empty when none may begin at `now`.
  /// O(log hosts).
  std::optional<Job> take(SteadyTime now);

  /// When take() has something again; empty when all waiting hosts are busy or none waits.
  std::optional<SteadyTime> next_due() const;

  /// A job of `host` has ended at `now`; the next waits max(delay, host_delay).
  void finish(const std::string& host, SteadyTime now, std::chrono::milliseconds host_delay);

  /// Takes away and returns every job not begun, host by host.
  std::deque<std::size_t> drain();

  /// No job waits; some may be under way.
  bool is_empty() const { return waiting_ == 0; }

 private:
  struct Host {
    std::deque<std::size_t> jobs;
    int under_way = 0;
    SteadyTime due_at = SteadyTime::min();
  };

  void list(const std::string& name, const Host& host);

  int max_per_host_;
  std::chrono::milliseconds delay_;
  std::size_t waiting_ = 0;
  std::map<std::string, Host> hosts_;
  std::set<std::pair<SteadyTime, std::string>> due_;  ///< hosts that could begin a job
};

}  // namespace cuttings
