// Retry-After, retries and the host's schedule: when anything is asked again.

#include <gtest/gtest.h>

#include "crawler/host_schedule.h"
#include "crawler/retry_after.h"
#include "crawler/retry_policy.h"

namespace cuttings {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

const WallTime kNow{milliseconds(1'770'000'000'000)};  // 2026-02-02T02:40:00Z

TEST(RetryAfter, ReadsSecondsAndDates) {  // RFC 9110, 10.2.3
  EXPECT_EQ(parse_retry_after("120", kNow), milliseconds(120s));
  EXPECT_EQ(parse_retry_after(" 0 ", kNow), milliseconds(0));
  EXPECT_EQ(parse_retry_after("Mon, 02 Feb 2026 02:41:00 GMT", kNow), milliseconds(60s));
  EXPECT_EQ(parse_retry_after("Sun, 01 Feb 2026 02:41:00 GMT", kNow), milliseconds(0)) << "past";
}

TEST(RetryAfter, NonsenseIsNothingAndNeverIsAWeek) {
  for (const char* text : {"", "  ", "soon", "-5", "3.5", "12 seconds", "\xff", "in 9999 years",
                           "Fri, 31 Dec 0001 23:59:59 GMT"})
    EXPECT_FALSE(parse_retry_after(text, kNow)) << text;
  for (const char* text : {"99999999", "99999999999999999999999", "Wed, 31 Dec 2036 23:59:59 GMT",
                           "Fri, 31 Dec 9999 23:59:59 GMT", "Fri, 29 Feb 2104 10:00:00 GMT"})
    EXPECT_EQ(parse_retry_after(text, kNow), milliseconds(kMaxRetryAfter)) << text;
}

TEST(RetryWait, WhatMayPassIsTriedAgainWithGrowingWaits) {
  for (const int status : {408, 429, 500, 502, 503, 504}) {
    const auto first = retry_wait(FetchError::kHttpStatus, status, 1, 3);
    const auto third = retry_wait(FetchError::kHttpStatus, status, 3, 3);
    ASSERT_TRUE(first && third) << status;
    EXPECT_EQ(*third, *first * 16) << status;
    EXPECT_FALSE(retry_wait(FetchError::kHttpStatus, status, 4, 3)) << "given up after 3 retries";
  }
  for (const FetchError error :
       {FetchError::kDns, FetchError::kConnect, FetchError::kTimeout, FetchError::kTruncated})
    EXPECT_TRUE(retry_wait(error, 0, 1, 3)) << fetch_error_name(error);
}

TEST(RetryWait, WhatWillNotChangeIsGivenUpAtOnce) {
  for (const int status : {400, 401, 403, 404, 410, 451, 501})
    EXPECT_FALSE(retry_wait(FetchError::kHttpStatus, status, 1, 3)) << status;
  EXPECT_FALSE(retry_wait(FetchError::kRobotsDenied, 0, 1, 3));
}

TEST(RetryWait, ABlockedAddressMayBeThatOfACaptivePortal) {
  EXPECT_EQ(retry_wait(FetchError::kBlockedAddress, 0, 1, 3), milliseconds(5min));
  EXPECT_FALSE(retry_wait(FetchError::kBlockedAddress, 0, 4, 3));
  EXPECT_FALSE(retry_wait(FetchError::kBlockedAddress, 0, 1, 0));
}

TEST(ReachedNobody, HoldsForSilenceAndForBlockedAddressesAlsoAfterARedirect) {
  FetchResult fetched;
  fetched.error = FetchError::kBlockedAddress;
  EXPECT_TRUE(reached_nobody(fetched));
  fetched.status = 302;
  EXPECT_TRUE(reached_nobody(fetched));
  fetched.error = FetchError::kTimeout;
  EXPECT_FALSE(reached_nobody(fetched)) << "it answered, if slowly";
  fetched.status = 0;
  EXPECT_TRUE(reached_nobody(fetched));
  fetched.error = FetchError::kHttpStatus, fetched.status = 404;
  EXPECT_FALSE(reached_nobody(fetched));
}

TEST(RetryWait, AnUnreadableRobotsTxtIsAskedForeverButAtLastOnceADay) {
  EXPECT_EQ(retry_wait(FetchError::kRobotsUnreachable, 0, 1000, 3), milliseconds(24h));
}

HostVisit answer(int status, milliseconds duration = 100ms) {
  HostVisit visit;
  visit.status = status;
  visit.duration = duration;
  return visit;
}

TEST(HostSchedule, ThePauseIsTheLongestOfDelayCrawlDelayAndResponseTime) {
  HostScheduleOptions options;
  options.delay = 1s;
  HostRecord host;
  record_visit(host, answer(200), kNow, options);
  EXPECT_EQ(pause_of(host, options, 0), 1s);
  HostVisit delayed = answer(200);
  delayed.crawl_delay = 45s;
  record_visit(host, delayed, kNow, options);
  EXPECT_EQ(pause_of(host, options, 0), 45s) << "whatever its length";
  HostRecord slow;
  record_visit(slow, answer(200, 4s), kNow, options);
  EXPECT_EQ(pause_of(slow, options, 0), 8s);
  EXPECT_LE(pause_of(slow, options, 1), milliseconds(9600)) << "jitter is a fifth at most";
  HostRecord dead_slow;
  record_visit(dead_slow, answer(200, 50s), kNow, options);
  EXPECT_EQ(pause_of(dead_slow, options, 0), 30s);
}

std::int64_t block_s(const HostRecord& host) {
  return (host.blocked_until_ms - kNow.time_since_epoch().count()) / 1000;
}

TEST(HostSchedule, Headerless429DoublesTheBlockAndAnAnswerEndsIt) {
  const HostScheduleOptions options;
  HostRecord host;
  std::vector<std::int64_t> blocks;
  for (int i = 0; i < 4; ++i) {
    record_visit(host, answer(429), kNow, options);
    blocks.push_back(block_s(host));
  }
  EXPECT_EQ(blocks, (std::vector<std::int64_t>{30, 60, 120, 240}));
  record_visit(host, answer(200), kNow, options);
  EXPECT_EQ(host.blocked_until_ms, 0);
  record_visit(host, answer(503), kNow, options);
  EXPECT_EQ(block_s(host), 30) << "it begins again";
  for (int i = 0; i < 40; ++i) record_visit(host, answer(503), kNow, options);
  EXPECT_EQ(block_s(host), 24 * 3600) << "never more than a day";
}

TEST(HostSchedule, RetryAfterIsKeptToTheSecond) {
  HostRecord host;
  HostVisit visit = answer(503);
  visit.retry_after = 777s;
  record_visit(host, visit, kNow, {});
  EXPECT_EQ(block_s(host), 777);
  visit.retry_after = 72h;
  record_visit(host, visit, kNow, {});
  EXPECT_EQ(block_s(host), 72 * 3600) << "what is asked for, also beyond our own day";
}

TEST(HostSchedule, ThreeFailuresInARowBlockTheHost) {
  HostRecord host;
  HostVisit none;
  none.is_unreachable = true;
  record_visit(host, none, kNow, {});
  record_visit(host, none, kNow, {});
  EXPECT_EQ(host.blocked_until_ms, 0);
  record_visit(host, none, kNow, {});
  EXPECT_EQ(block_s(host), 30);
}

}  // namespace
}  // namespace cuttings
