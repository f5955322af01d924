// RobotsCache: how long a robots.txt counts, and what its absence means (RFC 9309 2.3.1, 2.4).

#include <gtest/gtest.h>

#include "crawler/robots_cache.h"
#include "tests/support/fake_clock.h"

namespace cuttings {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using State = RobotsFetch::State;

class RobotsCacheTest : public ::testing::Test {
 protected:
  static RobotsFetch rules(std::string body) { return {State::kRules, std::move(body)}; }
  static RobotsFetch unreachable() {
    return {State::kUnreachable, "", {}, {FetchError::kRobotsUnreachable, "down"}};
  }
  FetchError judge() const { return cache_.judge(url_).failure.error; }

  FakeClock clock_;
  RobotsCache cache_{clock_, "cuttings/1.0"};
  const Url url_ = *Url::parse("https://e.org/x");
};

TEST_F(RobotsCacheTest, ACopyCountsForADay) {
  EXPECT_TRUE(cache_.needs_fetch(url_));
  cache_.store(url_, rules("User-agent: cuttings\nDisallow: /x\n"));
  EXPECT_EQ(judge(), FetchError::kRobotsDenied);
  clock_.advance(hours(24) - seconds(1));
  EXPECT_FALSE(cache_.needs_fetch(url_));
  clock_.advance(seconds(1));
  EXPECT_TRUE(cache_.needs_fetch(url_));
}

TEST_F(RobotsCacheTest, CacheControlMayShortenThatButNotLengthenIt) {
  RobotsFetch fetch = rules("");
  fetch.max_age = seconds(600);
  cache_.store(url_, fetch);
  clock_.advance(seconds(600));
  EXPECT_TRUE(cache_.needs_fetch(url_));
  fetch.max_age = hours(100);
  cache_.store(url_, fetch);
  clock_.advance(hours(24));
  EXPECT_TRUE(cache_.needs_fetch(url_));
  fetch.max_age = seconds(0);  // our choice: not more than once a minute
  cache_.store(url_, fetch);
  clock_.advance(seconds(59));
  EXPECT_FALSE(cache_.needs_fetch(url_));
}

TEST_F(RobotsCacheTest, SchemeHostAndPortEachHaveTheirOwn) {
  cache_.store(url_, rules("User-agent: *\nDisallow: /\n"));
  for (const char* const other : {"http://e.org/x", "https://e.org:8443/x", "https://w.e.org/x"})
    EXPECT_TRUE(cache_.needs_fetch(*Url::parse(other))) << other;
  EXPECT_FALSE(cache_.needs_fetch(*Url::parse("https://E.org:443/other")));
}

TEST_F(RobotsCacheTest, UnavailableAllows) {
  cache_.store(url_, {State::kUnavailable});
  EXPECT_EQ(judge(), FetchError::kNone);
}

TEST_F(RobotsCacheTest, UnreachableForbidsAndIsAskedAgainLaterAndLater) {
  cache_.store(url_, unreachable());
  EXPECT_EQ(judge(), FetchError::kRobotsUnreachable);
  EXPECT_FALSE(cache_.needs_fetch(url_));
  clock_.advance(minutes(5));
  EXPECT_TRUE(cache_.needs_fetch(url_));
  cache_.store(url_, unreachable());
  clock_.advance(minutes(9));
  EXPECT_FALSE(cache_.needs_fetch(url_));
  clock_.advance(minutes(1));
  EXPECT_TRUE(cache_.needs_fetch(url_));
}

TEST_F(RobotsCacheTest, AnOldCopyCountsWhileUnreachable) {
  cache_.store(url_, rules("User-agent: *\nDisallow: /private\n"));
  clock_.advance(hours(48));
  cache_.store(url_, unreachable());
  EXPECT_EQ(judge(), FetchError::kNone);
  EXPECT_EQ(cache_.judge(*Url::parse("https://e.org/private")).failure.error,
            FetchError::kRobotsDenied);
}

TEST_F(RobotsCacheTest, AfterThirtyDaysUnreachableAllows) {
  cache_.store(url_, unreachable());
  clock_.advance(hours(24 * 30) - seconds(1));
  cache_.store(url_, unreachable());
  EXPECT_EQ(judge(), FetchError::kRobotsUnreachable);
  clock_.advance(seconds(1));
  EXPECT_EQ(judge(), FetchError::kNone);
}

TEST_F(RobotsCacheTest, ASuccessEndsTheThirtyDays) {
  cache_.store(url_, unreachable());
  clock_.advance(hours(24 * 29));
  cache_.store(url_, rules("User-agent: *\nDisallow: /x\n"));
  clock_.advance(hours(24 * 2));
  cache_.store(url_, unreachable());
  EXPECT_EQ(judge(), FetchError::kRobotsDenied);
}

TEST_F(RobotsCacheTest, AWallClockThatJumpsChangesNothing) {
  cache_.store(url_, rules(""));
  clock_.step_wall(hours(-48));
  EXPECT_FALSE(cache_.needs_fetch(url_));
  clock_.advance(hours(24));
  EXPECT_TRUE(cache_.needs_fetch(url_));
}

TEST_F(RobotsCacheTest, OurOwnTroubleIsForgottenAtOnce) {
  cache_.store(url_, {State::kNotTried, "", {}, {FetchError::kLocal, "no sockets"}});
  EXPECT_EQ(judge(), FetchError::kLocal);
  EXPECT_TRUE(cache_.needs_fetch(url_));
}

TEST_F(RobotsCacheTest, ManyOriginsDoNotGrowWithoutEnd) {
  for (std::size_t i = 0; i < RobotsCache::kMaxOrigins + 10; ++i) {
    cache_.store(*Url::parse("https://h" + std::to_string(i) + ".org/"), rules(""));
    clock_.advance(seconds(1));
  }
  EXPECT_TRUE(cache_.needs_fetch(*Url::parse("https://h9.org/")));
  EXPECT_FALSE(cache_.needs_fetch(*Url::parse("https://h10.org/")));
}

FetchResult answer(int status, FetchError error = FetchError::kNone) {
  FetchResult result;
  result.url = "https://e.org/robots.txt";
  result.status = status;
  result.error = error;
  if (status >= 400 && error == FetchError::kNone) result.error = FetchError::kHttpStatus;
  result.message = "cannot fetch https://e.org/robots.txt: why; what to do";
  return result;
}

TEST(ClassifyRobotsFetch, EveryStateOfRfc9309_2_3_1) {
  EXPECT_EQ(classify_robots_fetch(answer(200)).state, State::kRules);
  for (const int status : {400, 401, 403, 404, 410, 451})
    EXPECT_EQ(classify_robots_fetch(answer(status)).state, State::kUnavailable) << status;
  for (const int status : {429, 500, 501, 502, 503, 504, 599})
    EXPECT_EQ(classify_robots_fetch(answer(status)).state, State::kUnreachable) << status;
  EXPECT_EQ(classify_robots_fetch(answer(302, FetchError::kTooManyRedirects)).state,
            State::kUnavailable);
  for (const FetchError error :
       {FetchError::kDns, FetchError::kConnect, FetchError::kTls, FetchError::kTimeout,
        FetchError::kTooSlow, FetchError::kTruncated, FetchError::kBadEncoding,
        FetchError::kProtocol, FetchError::kBlockedAddress})
    EXPECT_EQ(classify_robots_fetch(answer(0, error)).state, State::kUnreachable);
  for (const FetchError error : {FetchError::kLocal, FetchError::kCancelled})
    EXPECT_EQ(classify_robots_fetch(answer(0, error)).state, State::kNotTried);
}

TEST(ClassifyRobotsFetch, TheRoadsFailureIsThePagesOwnUnlessRedirected) {
  FetchResult result = answer(0, FetchError::kBlockedAddress);
  EXPECT_EQ(classify_robots_fetch(result).failure.error, FetchError::kBlockedAddress);
  EXPECT_EQ(classify_robots_fetch(result).failure.reason, "why; what to do");
  result.redirects = {"https://e.org/robots.txt"};
  EXPECT_EQ(classify_robots_fetch(result).failure.error, FetchError::kRobotsUnreachable);
}

TEST(ClassifyRobotsFetch, MaxAgeIsRead) {
  FetchResult result = answer(200);
  result.headers = {{"cache-control", "public, Max-Age=600"}};
  EXPECT_EQ(classify_robots_fetch(result).max_age, seconds(600));
  result.headers = {{"cache-control", "max-age=600, no-store"}};
  EXPECT_EQ(classify_robots_fetch(result).max_age, seconds(0));
  result.headers = {{"cache-control", "max-age=soon"}};
  EXPECT_EQ(classify_robots_fetch(result).max_age, std::nullopt);
}

}  // namespace
}  // namespace cuttings
