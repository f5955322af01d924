// FetchSession: many URLs, politely, and how it stops.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "tests/e2e/fetching.h"
#include "tests/support/bad_answers.h"
#include "tests/support/fake_dns.h"
#include "tests/support/loopback_site.h"

namespace cuttings {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

TEST(FetchSession, GivesEveryUrlOneResultOnTheCallingThread) {
  LoopbackSite site;
  std::vector<FetchRequest> requests;
  for (int i = 0; i < 50; ++i) {
    site.page("/" + std::to_string(i), "x");
    requests.push_back({site.url("/" + std::to_string(i))});
  }
  requests.push_back({"no url"});
  requests.push_back({site.url("/missing")});
  const SystemClock clock;
  FetchSession session(loopback_options(), clock);
  std::map<std::string, int> results;
  const auto here = std::this_thread::get_id();
  session.run(requests, [&](const FetchResult& result) {
    ++results[result.url];
    EXPECT_EQ(std::this_thread::get_id(), here);
  });
  EXPECT_EQ(results.size(), requests.size());
  for (const auto& [url, count] : results) EXPECT_EQ(count, 1) << url;
}

TEST(FetchSession, OneUrlNeverWaits) {
  LoopbackSite site;
  site.page("/a", "a");
  FetchOptions options = loopback_options();
  options.delay_ms = 60'000;
  const auto begin = steady_clock::now();
  EXPECT_EQ(fetch(options, site.url("/a")).body, "a");
  EXPECT_LT(steady_clock::now() - begin, milliseconds(1'000));
}

TEST(FetchSession, PausesBetweenTwoPagesOfOneHostOnly) {
  fake_dns::set("one.test", {"127.0.0.1"});
  fake_dns::set("two.test", {"127.0.0.1"});
  LoopbackSite site;
  site.page("/a", "a");
  site.page("/b", "b");
  FetchOptions options = loopback_options();
  options.delay_ms = 300;
  std::map<std::string, steady_clock::time_point> ended;
  const SystemClock clock;
  FetchSession session(options, clock);
  const auto begin = steady_clock::now();
  session.run(
      {{site.url("/a", "one.test")}, {site.url("/b", "one.test")}, {site.url("/a", "two.test")}},
      [&](const FetchResult& result) { ended[result.url] = steady_clock::now(); });
  EXPECT_GE(ended[site.url("/b", "one.test")] - ended[site.url("/a", "one.test")],
            milliseconds(300));
  EXPECT_LT(ended[site.url("/a", "two.test")] - begin, milliseconds(300));
}

TEST(FetchSession, CrawlDelayOfRobotsIsKept) {
  LoopbackSite site;
  site.robots("User-agent: *\nCrawl-delay: 0.5\n");
  site.page("/a", "a");
  site.page("/b", "b");
  const auto begin = steady_clock::now();
  EXPECT_EQ(fetch_all(loopback_options(), {site.url("/a"), site.url("/b")}).size(), 2u);
  EXPECT_GE(steady_clock::now() - begin, milliseconds(500));
}

TEST(FetchSession, OneHostIsAskedOneAtATime) {
  LoopbackSite site;
  std::atomic<int> now{0}, most{0};
  site.on("/a", [&](const SiteRequest&, Reply& reply) {
    most = std::max<int>(most, ++now);
    if (!reply.pause_ms(5)) return;
    --now;
    reply.answer(200, "x");
  });
  std::vector<std::string> urls;
  for (int i = 0; i < 20; ++i) urls.push_back(site.url("/a?" + std::to_string(i)));
  fetch_all(loopback_options(), urls);
  EXPECT_EQ(most, 1);
}

TEST(FetchSession, SlowHostsDoNotHoldUpOthers) {
  LoopbackSite site;
  site.on("/slow", bad_answers::raw_then_silence(""));
  site.page("/good", "good");
  std::vector<std::string> urls;
  for (int i = 0; i < 20; ++i) {
    const std::string slow = "slow" + std::to_string(i) + ".test";
    const std::string good = "good" + std::to_string(i) + ".test";
    fake_dns::set(slow, {"127.0.0.1"});
    fake_dns::set(good, {"127.0.0.1"});
    urls.push_back(site.url("/slow", slow));
    urls.push_back(site.url("/good", good));
  }
  FetchOptions options = loopback_options();
  options.total_timeout_ms = 1'000;
  const auto results = fetch_all(options, urls);
  ASSERT_EQ(results.size(), 40u);
  for (std::size_t i = 0; i < 20; ++i) EXPECT_EQ(results[i].body, "good");
  for (std::size_t i = 20; i < 40; ++i) EXPECT_EQ(error_of(results[i]), "timeout");
}

TEST(FetchSession, TheFirstStopLetsPagesInFlightEnd) {
  LoopbackSite site;
  const SystemClock clock;
  FetchSession session(loopback_options(), clock);
  site.on("/a", [&](const SiteRequest&, Reply& reply) {
    session.request_stop();
    if (reply.pause_ms(50)) reply.answer(200, "in flight");
  });
  std::vector<FetchResult> results;
  session.run({{site.url("/a")}, {site.url("/b")}, {site.url("/c")}},
              [&](FetchResult result) { results.push_back(std::move(result)); });
  ASSERT_EQ(results.size(), 3u);
  EXPECT_EQ(results[0].body, "in flight");
  EXPECT_EQ(error_of(results[1]), "cancelled");
  EXPECT_EQ(error_of(results[2]), "cancelled");
  EXPECT_EQ(site.count("/b") + site.count("/c"), 0);
}

TEST(FetchSession, TheSecondStopDropsThem) {
  LoopbackSite site;
  const SystemClock clock;
  FetchOptions options = loopback_options();
  options.total_timeout_ms = 60'000;
  FetchSession session(options, clock);
  site.on("/a", [&](const SiteRequest&, Reply& reply) {
    session.request_stop();
    session.request_stop();
    reply.wait_for_close();
  });
  std::vector<FetchResult> results;
  session.run({{site.url("/a")}, {site.url("/b")}},
              [&](FetchResult result) { results.push_back(std::move(result)); });
  ASSERT_EQ(results.size(), 2u);
  for (const FetchResult& result : results) EXPECT_EQ(error_of(result), "cancelled");
}

TEST(FetchSession, AStopDuringAPauseEndsThePause) {
  LoopbackSite site;
  site.page("/a", "a");
  FetchOptions options = loopback_options();
  options.delay_ms = 60'000;
  const SystemClock clock;
  FetchSession session(options, clock);
  std::vector<FetchResult> results;
  const auto begin = steady_clock::now();
  session.run({{site.url("/a")}, {site.url("/b")}}, [&](FetchResult result) {
    results.push_back(std::move(result));
    session.request_stop();
  });
  EXPECT_LT(steady_clock::now() - begin, milliseconds(5'000));
  ASSERT_EQ(results.size(), 2u);
  EXPECT_EQ(error_of(results[1]), "cancelled");
}

TEST(FetchSession, MayRunAgainAndRemembersRobots) {
  LoopbackSite site;
  site.page("/a", "a");
  const SystemClock clock;
  FetchSession session(loopback_options(), clock);
  int good = 0;
  for (int i = 0; i < 3; ++i)
    session.run({{site.url("/a")}}, [&](const FetchResult& result) { good += result.is_ok(); });
  EXPECT_EQ(good, 3);
  EXPECT_EQ(site.count("/robots.txt"), 1);
  EXPECT_EQ(site.connections(), 1);
}

TEST(FetchSession, NothingToDoIsDoneAtOnce) {
  EXPECT_TRUE(fetch_all(loopback_options(), {}).empty());
}

TEST(FetchSession, FewOpenFilesBlameNoHost) {  // faults.md row 40, smaller
  LoopbackSite site;
  std::vector<std::string> urls;
  for (int i = 0; i < 100; ++i) {
    const std::string name = "fd" + std::to_string(i) + ".test";
    fake_dns::set(name, {"127.0.0.1"});
    urls.push_back(site.url("/a", name));
  }
  site.page("/a", "a");
  rlimit before{};
  getrlimit(RLIMIT_NOFILE, &before);
  rlimit few = before;
  few.rlim_cur = 96;
  setrlimit(RLIMIT_NOFILE, &few);
  const auto results = fetch_all(loopback_options(), urls);
  setrlimit(RLIMIT_NOFILE, &before);
  for (const FetchResult& result : results) EXPECT_EQ(result.message, "");
}

}  // namespace
}  // namespace cuttings
