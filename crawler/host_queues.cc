#include "crawler/host_queues.h"

#include <algorithm>

namespace cuttings {

HostQueues::HostQueues(int max_per_host, std::chrono::milliseconds delay)
    : max_per_host_(std::max(1, max_per_host)), delay_(delay) {}

void HostQueues::add(const std::string& host, std::size_t job) {
  Host& entry = hosts_[host];
  entry.jobs.push_back(job);
  ++waiting_;
  list(host, entry);
}

std::optional<HostQueues::Job> HostQueues::take(SteadyTime now) {
  if (due_.empty() || due_.begin()->first > now) return std::nullopt;
  const std::string name = due_.begin()->second;
  due_.erase(due_.begin());
  Host& host = hosts_[name];
  const Job job{name, host.jobs.front()};
  host.jobs.pop_front();
  --waiting_;
  ++host.under_way;
  list(name, host);
  return job;
}

std::optional<SteadyTime> HostQueues::next_due() const {
  if (due_.empty()) return std::nullopt;
  return due_.begin()->first;
}

void HostQueues::finish(const std::string& name, SteadyTime now,
                        std::chrono::milliseconds host_delay) {
  Host& host = hosts_[name];
  due_.erase({host.due_at, name});
  --host.under_way;
  host.due_at = std::max(host.due_at, now + std::max(delay_, host_delay));
  list(name, host);
}

std::deque<std::size_t> HostQueues::drain() {
  std::deque<std::size_t> jobs;
  for (auto& [name, host] : hosts_) {
    jobs.insert(jobs.end(), host.jobs.begin(), host.jobs.end());
    host.jobs.clear();
  }
  due_.clear();
  waiting_ = 0;
  return jobs;
}

void HostQueues::list(const std::string& name, const Host& host) {
  if (!host.jobs.empty() && host.under_way < max_per_host_) due_.insert({host.due_at, name});
}

}  // namespace cuttings
