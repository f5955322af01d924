// The wall clock is set while a store waits for times that were written down by it. What must come
// out was thought: a wait is as long as it was, whatever the clock says.

#include "crawler/clock_step.h"

#include <gtest/gtest.h>

#include "crawler/crawl_page.h"
#include "crawler/frontier.h"
#include "crawler/outage_log.h"
#include "crawler/outage_watch.h"
#include "crawler/page_commit.h"
#include "crawler/rhythm_json.h"
#include "storage/iso_time.h"
#include "storage/seal/seal_store.h"
#include "tests/storage/store_fixture.h"

namespace cuttings {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

const milliseconds kSteps[] = {1h, 24h, 24h * 365 * 12, 24h * 365 * 56};

class ClockStepTest : public StoreTest {
 protected:
  ClockStepTest() {
    store_ = open();
    reader_ = std::move(*FrontierReader::open(options_));
  }
  std::int64_t now_ms() const { return clock_.wall_now().time_since_epoch().count(); }
  void write(const FrontierWork& work) {
    auto done = store_->save_pages({}, work);
    ASSERT_TRUE(done) << (done ? "" : done.error().message);
  }
  /// An entry that waits for 30 min, of a host asked now and blocked for 10.
  void add_waiting() {
    write([&](std::span<const Saved>, FrontierWriter& frontier) -> Result<void> {
      EXPECT_TRUE(frontier.add(NewUrl::of(*Url::parse("https://a.test/1"))));
      HostRecord host{.name = "a.test"};
      host.last_end_ms = now_ms();
      host.blocked_until_ms = now_ms() + milliseconds(10min).count();
      if (auto ok = frontier.put_host(host); !ok) return ok;
      return frontier.update({.id = 1,
                              .state = QueueState::kWaiting,
                              .due_ms = now_ms() + milliseconds(30min).count()});
    });
  }
  void follow() {
    auto by = set_back_since_last_run(*reader_, clock_.wall_now());
    ASSERT_TRUE(by && *by);
    auto work = follow_set_back(*reader_, **by);
    ASSERT_TRUE(work);
    write(*work);
  }
  std::string take(Frontier& frontier) {
    auto taken = frontier.take();
    EXPECT_TRUE(taken);
    return taken && *taken ? (*taken)->url : "";
  }

  std::unique_ptr<ArticleStore> store_;
  std::unique_ptr<FrontierReader> reader_;
};

TEST_F(ClockStepTest, SetBackBetweenRunsWhatWaitsIsDueNoLaterAndNoSooner) {
  for (const milliseconds step : kSteps) {
    SCOPED_TRACE(step.count());
    add_waiting();
    clock_.step_wall(-step);
    follow();
    EXPECT_FALSE(set_back_since_last_run(*reader_, clock_.wall_now())->has_value()) << "told once";
    Frontier frontier(*reader_, clock_, {});
    ASSERT_TRUE(frontier.load());
    clock_.advance(29min);
    EXPECT_EQ(take(frontier), "");
    clock_.advance(1min);
    EXPECT_EQ(take(frontier), "https://a.test/1");
    clock_.step_wall(step);
  }
}

TEST_F(ClockStepTest, SetForwardBetweenRunsWhatIsDueComesOnceAndPolitely) {
  add_waiting();
  clock_.step_wall(24h * 365 * 30);
  EXPECT_FALSE(set_back_since_last_run(*reader_, clock_.wall_now())->has_value());
  Frontier frontier(*reader_, clock_, {});
  ASSERT_TRUE(frontier.load());
  EXPECT_EQ(take(frontier), "https://a.test/1");
  EXPECT_EQ(take(frontier), "");
}

TEST_F(ClockStepTest, SetBackByHoweverLittleARunSeesTheEntriesWrittenAfter) {
  for (const milliseconds step : {milliseconds(1s), milliseconds(40s), milliseconds(24h)}) {
    SCOPED_TRACE(step.count());
    add_waiting();
    Frontier frontier(*reader_, clock_, {});
    ASSERT_TRUE(frontier.load());
    clock_.advance(31min);
    auto taken = frontier.take();
    ASSERT_TRUE(taken && *taken);
    clock_.step_wall(-step);
    const HostRecord host = frontier.release(**taken, {.status = 200});
    write([&](std::span<const Saved>, FrontierWriter& writer) -> Result<void> {
      if (auto ok = writer.put_host(host); !ok) return ok;
      return writer.update(
          {.id = (*taken)->id, .state = QueueState::kWaiting, .due_ms = now_ms() + 500});
    });
    frontier.settle(**taken);
    clock_.advance(step + 10s);  // later than it was before, by the wall clock
    EXPECT_EQ(take(frontier), "https://a.test/1");
  }
}

TEST_F(ClockStepTest, TheRhythmOfASourceGoesWithTheClock) {
  const std::int64_t begin = now_ms();
  write([&](std::span<const Saved>, FrontierWriter& frontier) {
    RhythmState state;
    state.last_poll_ms = state.last_new_ms = begin;
    state.next_ms = begin + milliseconds(1h).count();
    SourceRecord source;
    source.site_url = source.url = "https://a.test/";
    source.kind = "hub_page", source.found_by = "given",
    source.added_at = iso_time(clock_.wall_now());
    source.rhythm = rhythm_json(state);
    return frontier.put_source(source);
  });
  add_waiting();
  clock_.step_wall(-24h);
  follow();
  const auto source = reader_->source("https://a.test/");
  ASSERT_TRUE(source && *source);
  const RhythmState state = rhythm_of_json((*source)->rhythm);
  EXPECT_EQ(state.last_poll_ms, now_ms());
  EXPECT_EQ(state.next_ms, now_ms() + milliseconds(1h).count());
  EXPECT_EQ((*source)->next_check_at, iso_time(clock_.wall_now() + 1h));
}

class ClockHistoryTest : public StoreTest {};

TEST_F(ClockHistoryTest, VersionsKeepTheirOrderAndSealsTheirChainOverASetClock) {
  const std::string url = "https://news.example.org/ferry";
  const milliseconds steps[] = {0h, -24h * 3, 24h * 365 * 12, -24h * 365 * 12, 24h * 7};
  int number = 0;
  std::size_t seals = 0;
  for (const milliseconds step : steps) {
    clock_.step_wall(step);
    auto store = open();
    save(*store, capture("The ferry is back in version " + std::to_string(++number)));
    store.reset();
    clock_.advance(24h);
    const auto made = seal_store(options_, "", clock_);
    ASSERT_TRUE(made) << made.error().message;
    seals += made->size();
  }
  const auto kept = versions(url);
  ASSERT_EQ(kept.size(), 5u);
  for (std::size_t i = 0; i < kept.size(); ++i) EXPECT_EQ(kept[i].version, static_cast<int>(i + 1));
  EXPECT_EQ((*find(url))->text, "The ferry is back in version 5");
  EXPECT_EQ(sql("SELECT count(*) FROM seals a LEFT JOIN seals b ON b.id = a.id - 1"
                " WHERE a.previous <> coalesce(b.chain, '')"),
            "0");
  EXPECT_EQ(sql("SELECT count(*) FROM seals"), std::to_string(seals));
  // What was made while the clock was ahead is of a day that has not come: it is sealed then.
  clock_.step_wall(24h * 365 * 13);
  ASSERT_TRUE(seal_store(options_, "", clock_));
  EXPECT_EQ(sql("SELECT count(*) FROM fetches WHERE id NOT IN"
                " (SELECT row_id FROM seal_leaves WHERE kind = 'capture')"),
            "0");
}

TEST(SourceRhythmClock, APollBeforeTheLastOneIsFollowedByAWaitFromItself) {
  SourceRhythm rhythm;
  const WallTime ahead(milliseconds(2'500'000'000'000)), right(milliseconds(1'770'000'000'000));
  rhythm.record({.at = ahead, .new_entries = 3});
  rhythm.record({.at = right});
  EXPECT_GT(rhythm.next_due(), right);
  EXPECT_LE(rhythm.next_due(), right + 24h);
  EXPECT_FALSE(rhythm.is_silent(right));
}

TEST(ClockStep, OnlyAClockThatIsSetBackIsNoticed) {
  FakeClock clock;
  ClockStep step(clock);
  clock.advance(24h * 40);
  EXPECT_FALSE(step.set_back()) << "time passes";
  clock.step_wall(-59s);
  EXPECT_FALSE(step.set_back()) << "NTP";
  clock.step_wall(24h);
  EXPECT_FALSE(step.set_back()) << "set forward, or slept";
  for (const milliseconds by : kSteps) {
    clock.step_wall(-by);
    clock.advance(5s);
    EXPECT_EQ(step.set_back(), by);
    EXPECT_FALSE(step.set_back()) << "told once";
    clock.step_wall(by);
    EXPECT_FALSE(step.set_back());
  }
}

TEST(OutageWatch, ThreeHostsInHalfAMinuteOfSilenceAreAnOutageUntilOneAnswers) {
  FakeClock clock;
  OutageWatch watch;
  for (int i = 0; i < 50; ++i) EXPECT_FALSE(watch.failed(i % 2, clock.steady_now()));
  clock.advance(1h);
  EXPECT_FALSE(watch.failed(1, clock.steady_now())) << "two hosts may both be down";
  watch.answered();
  for (int i = 0; i < 50; ++i) EXPECT_FALSE(watch.failed(i, clock.steady_now())) << "too soon";
  clock.advance(30s);
  EXPECT_TRUE(watch.failed(1, clock.steady_now()));
  EXPECT_TRUE(watch.failed(1, clock.steady_now()));
  watch.answered();
  EXPECT_FALSE(watch.is_on());
  EXPECT_FALSE(watch.failed(1, clock.steady_now()));
}

TEST(OutageWatch, AnHourOfOutageCostsAFewProbes) {
  FakeClock clock;
  OutageWatch watch;
  for (int i = 0; i < 3; ++i) watch.failed(i, clock.steady_now());
  clock.advance(30s);
  ASSERT_TRUE(watch.failed(0, clock.steady_now()));
  int probes = 0;
  for (const SteadyTime end = clock.steady_now() + 1h; clock.steady_now() < end;
       clock.advance(1s)) {
    if (clock.steady_now() < watch.next_probe()) continue;
    watch.probe(clock.steady_now());
    watch.failed(0, clock.steady_now());
    ++probes;
  }
  EXPECT_GE(probes, 11);
  EXPECT_LE(probes, 25);
}

class OutageCommitTest : public ClockStepTest {
 protected:
  /// The entry after one more attempt that reached nobody.
  QueueEntry fail_once(bool is_outage) {
    CrawlPage page;
    page.entry = **reader_->entry(1);
    page.ended_at = clock_.wall_now();
    page.error = FetchError::kConnect;
    page.is_outage = is_outage;
    page.capture.fetch.error = "cannot fetch it";
    write([&](std::span<const Saved>, FrontierWriter& frontier) {
      Saved saved;
      return commit_page(page, &saved, Config{}, frontier);
    });
    clock_.advance(6h);
    return **reader_->entry(1);
  }
};

// Each name has the portal's own address, or leads there by a redirect.
TEST(CaptivePortal, IsAnOutageUntilSomebodyElseAnswers) {
  FetchResult blocked;
  blocked.error = FetchError::kBlockedAddress;
  OutageWatch outage;
  SteadyTime now{};
  for (std::int64_t host = 1; host <= 3; ++host) {
    blocked.status = host == 2 ? 302 : 0;
    now += 20s;
    EXPECT_EQ(note_answer(outage, host, blocked, now), host == 3);
  }
  EXPECT_TRUE(outage.is_on());
  FetchResult page;
  page.status = 200;
  EXPECT_FALSE(note_answer(outage, 1, page, now));
  EXPECT_FALSE(outage.is_on());
}

TEST_F(OutageCommitTest, NothingIsGivenUpForAnOutage) {
  add_waiting();
  for (int i = 0; i < 100; ++i) {
    const QueueEntry entry = fail_once(true);
    EXPECT_EQ(entry.state, QueueState::kWaiting);
    EXPECT_EQ(entry.attempts, 0);
    EXPECT_LE(entry.due_ms, now_ms());
  }
}

TEST_F(OutageCommitTest, AHostThatIsDownAloneKeepsItsPagesForADay) {
  add_waiting();
  milliseconds waited{0};
  for (int i = 0; i < 20; ++i) {
    const std::int64_t before = now_ms();
    const QueueEntry entry = fail_once(false);
    if (entry.state == QueueState::kFailed) break;
    waited += milliseconds(entry.due_ms - before);
  }
  EXPECT_GE(waited, milliseconds(23h));
  EXPECT_LE(waited, milliseconds(48h));
  EXPECT_EQ((*reader_->entry(1))->state, QueueState::kFailed);
}

}  // namespace
}  // namespace cuttings
