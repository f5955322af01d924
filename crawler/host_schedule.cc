#include "crawler/host_schedule.h"

#include <algorithm>
#include <utility>

namespace cuttings {
namespace {

using std::chrono::milliseconds;

constexpr double kNewShare = 0.3;  // of the last response time in the average; chosen by hand

void block(HostRecord& host, milliseconds wait, WallTime now, std::string reason) {
  host.blocked_until_ms = std::max(host.blocked_until_ms, unix_ms(now) + wait.count());
  host.block_reason = std::move(reason);
}

milliseconds doubled_block(HostRecord& host, const HostScheduleOptions& options) {
  const milliseconds next = std::max(options.first_block, milliseconds(host.block_ms * 2));
  host.block_ms = std::min(next, options.max_block).count();
  return milliseconds(host.block_ms);
}

void record_answer(HostRecord& host, const HostVisit& visit, WallTime now,
                   const HostScheduleOptions& options) {
  host.failures = 0;
  if (visit.status != 429 && visit.status != 503) {
    host.block_ms = 0;
    host.blocked_until_ms = 0;
    host.block_reason.clear();
    return;
  }
  const std::string what = "HTTP " + std::to_string(visit.status);
  if (visit.retry_after)
    block(host, std::max(*visit.retry_after, milliseconds(1000)), now, what + " with Retry-After");
  else
    block(host, doubled_block(host, options), now, what);
}

}  // namespace

void record_visit(HostRecord& host, const HostVisit& visit, WallTime now,
                  const HostScheduleOptions& options) {
  host.last_end_ms = unix_ms(now);
  if (!visit.address.empty()) host.address = visit.address;
  host.crawl_delay_ms = visit.crawl_delay.value_or(milliseconds(0)).count();
  if (visit.status > 0) {
    const double before = host.response_ms > 0 ? static_cast<double>(host.response_ms)
                                               : static_cast<double>(visit.duration.count());
    host.response_ms = static_cast<std::int64_t>(
        before + kNewShare * (static_cast<double>(visit.duration.count()) - before));
    record_answer(host, visit, now, options);
    return;
  }
  if (visit.is_unreachable && ++host.failures >= options.failures_before_block)
    block(host, doubled_block(host, options), now, "it could not be reached");
}

milliseconds pause_of(const HostRecord& host, const HostScheduleOptions& options, double random) {
  milliseconds pause = std::max(options.delay, milliseconds(host.crawl_delay_ms));
  if (options.delay.count() > 0) {
    const auto adaptive = milliseconds(
        static_cast<std::int64_t>(options.response_factor * static_cast<double>(host.response_ms)));
    pause = std::max(pause, std::min(adaptive, options.max_adaptive));
  }
  return pause + milliseconds(static_cast<std::int64_t>(static_cast<double>(pause.count()) *
                                                        options.jitter * random));
}

}  // namespace cuttings
