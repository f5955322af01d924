#include "crawler/host_visit.h"

#include "crawler/discovery/source_time.h"
#include "crawler/retry_after.h"
#include "crawler/retry_policy.h"

namespace cuttings {

bool was_asked(const FetchResult& fetched) {
  switch (fetched.error) {
    case FetchError::kRobotsDenied:
    case FetchError::kRobotsUnreachable:
    case FetchError::kInvalidUrl:
    case FetchError::kBlockedScheme:
    case FetchError::kBlockedAddress:
    case FetchError::kTakenDown:
    case FetchError::kOutOfScope:
      return !fetched.exchanges.empty();
    default:
      return true;
  }
}

HostVisit visit_of(const FetchResult& fetched, std::optional<std::chrono::milliseconds> crawl_delay,
                   WallTime ended_at) {
  // A date is meant by the host's own clock: ours may be wrong.
  const WallTime now = parse_source_time(fetched.header("date")).value_or(ended_at);
  HostVisit visit;
  visit.status = fetched.status;
  visit.is_unreachable = is_unreachable(fetched.error) && fetched.status == 0;
  visit.retry_after = parse_retry_after(fetched.header("retry-after"), now);
  visit.duration = std::chrono::milliseconds(fetched.duration_ms);
  visit.crawl_delay = crawl_delay;
  // Of the first host only: a redirect may lead elsewhere.
  if (fetched.redirects.empty() && !fetched.exchanges.empty())
    visit.address = fetched.exchanges.front().peer_address;
  return visit;
}

}  // namespace cuttings
