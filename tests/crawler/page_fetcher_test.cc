// PageFetcher and RobotsGate without a network.

#include "crawler/engine/page_fetcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/fake_clock.h"
#include "tests/support/fake_fetcher.h"

namespace cuttings {
namespace {

using ::testing::ElementsAre;

class PageFetcherTest : public ::testing::Test {
 protected:
  FetchResult fetch(const std::string& url) {
    PageFetcher fetcher(web_, &robots_, options_, clock_);
    FetchResult result;
    const auto job = [&]() -> asio::awaitable<void> {
      FetchRequest request;
      request.url = url;
      result = co_await fetcher.fetch(request);
    };
    asio::co_spawn(io_, job(), asio::detached);
    io_.restart();
    io_.run();
    return result;
  }

  asio::io_context io_;
  FakeClock clock_;
  FakeFetcher web_;
  FetchOptions options_;
  RobotsGate robots_{io_, web_, options_, clock_};
};

TEST_F(PageFetcherTest, AsksRobotsOfEachOriginOnTheWay) {
  web_.answer("https://a.org/1", 301, "", {{"location", "https://b.org/2"}});
  web_.answer("https://b.org/2", 302, "", {{"location", "/3"}});
  web_.answer("https://b.org/3", 200, "page");
  EXPECT_EQ(fetch("https://a.org/1").body, "page");
  EXPECT_THAT(web_.asked,
              ElementsAre("https://a.org/robots.txt", "https://a.org/1", "https://b.org/robots.txt",
                          "https://b.org/2", "https://b.org/3"));
}

TEST_F(PageFetcherTest, AsksRobotsAgainAfterADay) {
  web_.answer("https://a.org/1", 200, "page");
  fetch("https://a.org/1");
  clock_.advance(std::chrono::hours(24));
  fetch("https://a.org/1");
  EXPECT_EQ(web_.asked.size(), 4u);
}

TEST_F(PageFetcherTest, RobotsMayCostItsOwnLimitOnly) {
  fetch("https://a.org/1");
  EXPECT_EQ(web_.limits_asked[0].max_body_bytes, 500u * 1024 + 1);
  EXPECT_EQ(web_.limits_asked[0].when_too_long, WhenTooLong::kKeepHead);
  EXPECT_EQ(web_.limits_asked[1].max_body_bytes, options_.max_body_bytes);
  EXPECT_EQ(web_.limits_asked[1].when_too_long, WhenTooLong::kFail);
}

TEST_F(PageFetcherTest, ARedirectToADeniedPageOfTheSameOriginIsDenied) {
  web_.answer("https://a.org/robots.txt", 200, "User-agent: *\nDisallow: /2\n");
  web_.answer("https://a.org/1", 301, "", {{"location", "/2"}});
  EXPECT_EQ(fetch("https://a.org/1").error, FetchError::kRobotsDenied);
}

TEST_F(PageFetcherTest, TheFragmentOfALocationIsKeptForTheReader) {
  web_.answer("https://a.org/1", 301, "", {{"location", "/2#part"}});
  web_.answer("https://a.org/2#part", 200, "page");
  EXPECT_EQ(fetch("https://a.org/1").final_url, "https://a.org/2#part");
}

// web-platform-tests, redirect-location-escape: the bytes of a Location, UTF-8 or not.
TEST_F(PageFetcherTest, BytesOfALocationArePercentEncodedAsTheyAre) {
  web_.answer("https://a.org/latin1", 301, "", {{"location", "/caf\xE9?q=\xFC"}});
  web_.answer("https://a.org/utf8", 301, "", {{"location", "/caf\xC3\xA9"}});
  web_.answer("https://a.org/mixed", 301, "", {{"location", "/%C3%A9\xC3#\xE9"}});
  EXPECT_EQ(fetch("https://a.org/latin1").final_url, "https://a.org/caf%E9?q=%FC");
  EXPECT_EQ(fetch("https://a.org/utf8").final_url, "https://a.org/caf%C3%A9");
  EXPECT_EQ(fetch("https://a.org/mixed").final_url, "https://a.org/%C3%A9%C3#%E9");
}

TEST_F(PageFetcherTest, ALocationWhoseHostIsUtf8IsFollowedAndOneOfOtherBytesIsNot) {
  web_.answer("https://a.org/1", 301, "",
              {{"location",
                "https://b\xC3\xBC"
                "cher.example/"}});
  web_.answer("https://a.org/2", 301, "",
              {{"location",
                "https://b\xFC"
                "cher.example/"}});
  EXPECT_EQ(fetch("https://a.org/1").final_url, "https://xn--bcher-kva.example/");
  EXPECT_EQ(fetch("https://a.org/2").error, FetchError::kBadRedirect);
}

TEST_F(PageFetcherTest, TheHopsOfAPageThatIsOnlyKeptAreAskedForAsSent) {
  web_.answer("https://a.org/1", 301, "", {{"location", "/2"}});
  BodyWanted wanted = BodyWanted::kAsSent;
  PageFetcher fetcher(web_, &robots_, options_, clock_);
  const auto job = [&]() -> asio::awaitable<void> {
    FetchRequest request;
    request.url = "https://a.org/1";
    request.body = wanted;
    (void)co_await fetcher.fetch(request);
  };
  asio::co_spawn(io_, job(), asio::detached);
  io_.run();
  ASSERT_EQ(web_.limits_asked.size(), 3u);
  EXPECT_EQ(web_.limits_asked[0].body, BodyWanted::kDecoded);  // robots.txt
  EXPECT_EQ(web_.limits_asked[1].body, BodyWanted::kAsSent);
  EXPECT_EQ(web_.limits_asked[2].body, BodyWanted::kAsSent);
}

TEST_F(PageFetcherTest, NotModifiedNobodyAskedForIsAnError) {
  web_.answer("https://a.org/1", 304, "");
  EXPECT_EQ(fetch("https://a.org/1").error, FetchError::kHttpStatus);
}

}  // namespace
}  // namespace cuttings
