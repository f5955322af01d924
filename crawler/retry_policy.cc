#include "crawler/retry_policy.h"

#include <algorithm>

namespace cuttings {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr int kUnreachableAttempts = 9;  // take a day: an outage is over by then, mostly
constexpr int kGrowth = 4;               // chosen by hand, as the first waits are
constexpr milliseconds kMaxWait = 6h, kMaxRobotsWait = 24h;

milliseconds grown(milliseconds first, int attempts, milliseconds most) {
  milliseconds wait = first;
  for (int i = 1; i < attempts && wait < most; ++i) wait *= kGrowth;
  return std::min(wait, most);
}

/// The first wait; empty for what another attempt would not change.
std::optional<milliseconds> first_wait(FetchError error, int status) {
  switch (error) {
    case FetchError::kHttpStatus:
      if (status == 429 || status == 503) return 30s;  // and its host is blocked
      if (status == 408 || status == 500 || status == 502 || status == 504) return 1min;
      return std::nullopt;
    case FetchError::kTls:  // a certificate is renewed, our own clock is set
      return 1h;
    case FetchError::kDns:
    case FetchError::kBlockedAddress:  // a captive portal answers every name with an own address
      return 5min;
    case FetchError::kConnect:
    case FetchError::kTimeout:
    case FetchError::kTooSlow:
    case FetchError::kTruncated:
    case FetchError::kProtocol:
    case FetchError::kLocal:
      return 1min;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<milliseconds> retry_wait(FetchError error, int status, int attempts, int retries) {
  if (error == FetchError::kRobotsUnreachable) return grown(5min, attempts, kMaxRobotsWait);
  const auto first = first_wait(error, status);
  const bool is_hosts_trouble = is_unreachable(error) && retries > 0;
  const int most = is_hosts_trouble ? std::max(retries, kUnreachableAttempts - 1) : retries;
  if (!first || attempts > most) return std::nullopt;
  return grown(*first, attempts, kMaxWait);
}

bool reached_nobody(const FetchResult& fetched) {
  return fetched.error == FetchError::kBlockedAddress ||
         (is_unreachable(fetched.error) && fetched.status == 0);
}

bool is_refused(FetchError error) {
  return error == FetchError::kRobotsDenied || error == FetchError::kOutOfScope;
}

bool is_unreachable(FetchError error) {
  return error == FetchError::kDns || error == FetchError::kConnect || error == FetchError::kTls ||
         error == FetchError::kTimeout;
}

}  // namespace cuttings
