#pragma once
// CrawlTest: the fixture of tests that crawl a CrawlWeb.

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <string>

#include "crawler/engine/crawl_run.h"
#include "tests/e2e/crawl_web.h"
#include "tests/storage/store_fixture.h"

namespace cuttings {

/// The real time, and days that have passed meanwhile.
class ShiftedClock final : public Clock {
 public:
  WallTime wall_now() const override { return clock_.wall_now() + shift_; }
  SteadyTime steady_now() const override { return clock_.steady_now(); }
  void shift(std::chrono::milliseconds by) { shift_ += by; }

 private:
  SystemClock clock_;
  std::chrono::milliseconds shift_{0};
};

/// A crawl in this process of a made-up web, into a store of its own.
class CrawlTest : public StoreTest {
 protected:
  using OnPage = std::function<void(CrawlRun&, const CrawlTally&)>;

  CrawlTally crawl(const Config& config, const OnPage& on_page = {}) {
    auto store = ArticleStore::open(config.store, now_);
    EXPECT_TRUE(store) << (store ? "" : store.error().message);
    auto reader = FrontierReader::open(config.store);
    EXPECT_TRUE(reader) << (reader ? "" : reader.error().message);
    CrawlRun run(config, **store, **reader, now_);
    CrawlRun::Listener listener;
    if (on_page)
      listener.on_page = [&](const CrawlPage&, const CrawlTally& tally) { on_page(run, tally); };
    auto tally = run.run(listener);
    EXPECT_TRUE(tally) << (tally ? "" : tally.error().message);
    return tally ? *tally : CrawlTally{};
  }
  Config config() { return web_.config(directory_); }
  std::string reason_of(const std::string& url) {
    return sql("SELECT state || ' ' || coalesce(reason, '') FROM _queue WHERE url = '" + url + "'");
  }

  CrawlWeb web_;
  ShiftedClock now_;
};

}  // namespace cuttings
