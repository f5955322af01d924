// Names that are not answered for a long time: a lookup cannot be cancelled, so that its thread
// lives on, but nobody waits for it.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/e2e/fetching.h"
#include "tests/support/fake_dns.h"
#include "tests/support/loopback_site.h"

namespace cuttings {
namespace {

/// Lookups that hang, and an end to them however the test ends.
class FetchDns : public ::testing::Test {
 protected:
  ~FetchDns() override { fake_dns::release_slow(); }

  std::vector<std::string> slow_urls(int count) {
    std::vector<std::string> urls;
    for (int i = 0; i < count; ++i) {
      const std::string name = "slow" + std::to_string(i) + ".test";
      fake_dns::set(name, {"127.0.0.1"});
      fake_dns::set_slow(name);
      urls.push_back(site_.url("/a", name));
    }
    return urls;
  }
  std::vector<std::string> good_urls(int count) {
    std::vector<std::string> urls;
    for (int i = 0; i < count; ++i) {
      const std::string name = "good" + std::to_string(i) + ".test";
      fake_dns::set(name, {"127.0.0.1"});
      urls.push_back(site_.url("/a", name));
    }
    return urls;
  }

  LoopbackSite site_;
};

// Without CURLOPT_QUICK_EXIT the loop stands still at the first time-out until the name is
// answered, here for ever.
TEST_F(FetchDns, GivenUpLookupsHoldNobodyUp) {
  site_.page("/a", "a");
  FetchOptions options = loopback_options();
  options.connect_timeout_ms = 300;
  options.max_concurrent = 20;
  std::vector<std::string> urls = slow_urls(40);
  const std::vector<std::string> good = good_urls(50);
  urls.insert(urls.end(), good.begin(), good.end());
  const std::vector<FetchResult> results = fetch_all(options, urls);
  ASSERT_EQ(results.size(), urls.size());
  for (const FetchResult& result : results) {
    if (result.url.find("//good") != std::string::npos)
      EXPECT_EQ(result.body, "a") << result.message;
    else
      EXPECT_EQ(error_of(result), "timeout") << result.url << ": " << result.message;
  }
}

TEST_F(FetchDns, SlowLookupsDoNotSlowDownTheOthers) {
  site_.page("/a", "a");
  FetchOptions options = loopback_options();
  options.connect_timeout_ms = options.total_timeout_ms = 60'000;
  std::vector<std::string> urls = slow_urls(30);
  const std::vector<std::string> good = good_urls(50);
  urls.insert(urls.end(), good.begin(), good.end());
  const SystemClock clock;
  FetchSession session(options, clock);
  std::vector<FetchRequest> requests;
  for (const std::string& url : urls) requests.push_back({url});
  std::size_t good_before = 0, ended = 0;
  session.run(std::move(requests), [&](const FetchResult& result) {
    EXPECT_EQ(result.body, "a") << result.url << ": " << result.message;
    const bool is_good = result.url.find("//good") != std::string::npos;
    if (is_good && ++good_before == good.size()) {
      EXPECT_EQ(ended, good.size() - 1) << "none of the slow ones has ended";
      fake_dns::release_slow();
    }
    ++ended;
  });
  EXPECT_EQ(ended, urls.size()) << "once answered, they are fetched like any other";
}

}  // namespace
}  // namespace cuttings
