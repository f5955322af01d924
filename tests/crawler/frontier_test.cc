// Frontier over a store on disk, with a clock that the test ticks.

#include "crawler/frontier.h"

#include <gtest/gtest.h>

#include "tests/storage/store_fixture.h"

namespace cuttings {
namespace {

using namespace std::chrono_literals;

class FrontierTest : public StoreTest {
 protected:
  FrontierTest() {
    store_ = open();
    frontier_options_.schedule.delay = 2s;
    frontier_options_.schedule.jitter = 0;
    reader_ = std::move(*FrontierReader::open(options_));
  }

  void add(const std::string& url, int priority = 0) {
    write([&](FrontierWriter& writer) -> Result<void> {
      NewUrl entry = NewUrl::of(*Url::parse(url));
      entry.priority = priority;
      auto added = writer.add(entry);
      return added ? Result<void>() : fail(std::move(added.error()));
    });
  }
  void write(const std::function<Result<void>(FrontierWriter&)>& work) {
    auto done = store_->save_pages(
        {}, [&](std::span<const Saved>, FrontierWriter& writer) { return work(writer); });
    ASSERT_TRUE(done) << (done ? "" : done.error().message);
  }
  Frontier load() {
    Frontier frontier(*reader_, clock_, frontier_options_);
    EXPECT_TRUE(frontier.load());
    return frontier;
  }
  /// The URL taken, or "".
  static std::string take(Frontier& frontier, QueueEntry* entry = nullptr) {
    auto taken = frontier.take();
    EXPECT_TRUE(taken) << (taken ? "" : taken.error().message);
    if (!taken || !*taken) return "";
    if (entry != nullptr) *entry = **taken;
    return (*taken)->url;
  }
  void done(Frontier& frontier, const QueueEntry& entry, HostVisit visit = {.status = 200},
            EntryUpdate update = {}) {
    HostRecord host = frontier.release(entry, visit);
    write([&](FrontierWriter& writer) -> Result<void> {
      if (auto ok = writer.put_host(host); !ok) return ok;
      update.id = entry.id;
      return writer.update(update);
    });
    frontier.settle(entry);
  }

  FrontierOptions frontier_options_;
  std::unique_ptr<ArticleStore> store_;
  std::unique_ptr<FrontierReader> reader_;
};

TEST_F(FrontierTest, TakesTheBestOfAHostAndOneAtATime) {
  add("https://a.test/low", 1);
  add("https://a.test/high", 900);
  Frontier frontier = load();
  QueueEntry entry;
  EXPECT_EQ(take(frontier, &entry), "https://a.test/high");
  EXPECT_EQ(take(frontier), "") << "one connection a host";
  done(frontier, entry);
  EXPECT_EQ(take(frontier), "") << "its pause is owed";
  clock_.advance(1999ms);
  EXPECT_EQ(take(frontier), "");
  clock_.advance(1ms);
  EXPECT_EQ(take(frontier), "https://a.test/low");
}

// What keeps a pass from its end.
class FrontierWorkTest : public FrontierTest {
 protected:
  /// Whether there is work within five minutes once the one entry was left with `update`.
  bool has_work_after(EntryUpdate update, HostVisit visit = {.status = 200}) {
    add("https://a.test/" + std::to_string(++count_));
    Frontier frontier = load();
    QueueEntry entry;
    EXPECT_NE(take(frontier, &entry), "");
    done(frontier, entry, std::move(visit), std::move(update));
    clock_.advance(10s);
    EXPECT_EQ(take(frontier), "");
    const auto has_work = frontier.has_work_until(clock_.steady_now() + 5min);
    EXPECT_TRUE(has_work);
    return *has_work;
  }
  EntryUpdate waiting(QueueKind kind, int attempts, std::string reason,
                      std::chrono::milliseconds wait = 1min) {
    EntryUpdate update{.state = QueueState::kWaiting, .kind = kind};
    update.attempts = attempts;
    update.reason = std::move(reason);
    update.due_ms = (clock_.wall_now() + wait).time_since_epoch().count();
    return update;
  }

 private:
  int count_ = 0;
};

TEST_F(FrontierWorkTest, IsNotWhatIsOnlyDueAgain) {
  EXPECT_FALSE(has_work_after(waiting(QueueKind::kArticle, 0, "")));
  EXPECT_FALSE(has_work_after(waiting(QueueKind::kSource, 0, "")));
  EXPECT_FALSE(has_work_after(waiting(QueueKind::kSource, 3, "HTTP 500"))) << "it has its rhythm";
}

TEST_F(FrontierWorkTest, IsAFurtherAttempt) {
  EXPECT_TRUE(has_work_after(waiting(QueueKind::kPage, 1, "HTTP 500")));
}

TEST_F(FrontierWorkTest, IsNoAttemptThatIsDueLater) {
  EXPECT_FALSE(has_work_after(waiting(QueueKind::kPage, 1, "HTTP 500", 10min)));
}

TEST_F(FrontierWorkTest, IsWhatAnOutageLeftAlsoASource) {
  EXPECT_TRUE(has_work_after(waiting(QueueKind::kSource, 0, "it could not be reached")));
}

TEST_F(FrontierWorkTest, IsAPageOfAHostThatPausesOrIsBlocked) {
  add("https://b.test/1");
  add("https://b.test/2");
  Frontier frontier = load();
  QueueEntry entry;
  EXPECT_NE(take(frontier, &entry), "");
  done(frontier, entry, {.status = 429, .retry_after = 2min});
  EXPECT_TRUE(*frontier.has_work_until(clock_.steady_now())) << "its pause is short";
  clock_.advance(10s);
  EXPECT_EQ(take(frontier), "");
  EXPECT_TRUE(*frontier.has_work_until(clock_.steady_now() + 5min));
  EXPECT_FALSE(*frontier.has_work_until(clock_.steady_now() + 1min));
}

TEST_F(FrontierTest, WhatIsTakenAgainIsTheNextOfItsHostAndOwesThePause) {
  add("https://a.test/best", 900);
  add("https://a.test/other", 800);
  Frontier frontier = load();
  QueueEntry entry;
  ASSERT_EQ(take(frontier, &entry), "https://a.test/best");
  frontier.release(entry, {.status = 200});
  QueueEntry part = entry;
  part.url = "https://a.test/best/2";
  frontier.take_again(part);
  EXPECT_EQ(take(frontier), "") << "its pause is owed";
  clock_.advance(2s);
  EXPECT_EQ(take(frontier, &part), "https://a.test/best/2");
  EXPECT_EQ(part.id, entry.id);
  EXPECT_EQ(take(frontier), "") << "one connection a host";
  done(frontier, part);
  clock_.advance(2s);
  EXPECT_EQ(take(frontier), "https://a.test/other");
}

TEST_F(FrontierTest, HostsDoNotWaitForEachOther) {
  add("https://a.test/1");
  add("https://b.test/1");
  Frontier frontier = load();
  EXPECT_NE(take(frontier), "");
  EXPECT_NE(take(frontier), "");
  EXPECT_EQ(frontier.under_way(), 2u);
}

TEST_F(FrontierTest, HostsAtOneAddressShareThePause) {
  add("https://a.test/1");
  add("https://b.test/1");
  add("https://a.test/2");
  Frontier frontier = load();
  QueueEntry first, second;
  take(frontier, &first);
  take(frontier, &second);
  done(frontier, first, {.status = 200, .address = "203.0.113.7"});
  done(frontier, second, {.status = 200, .address = "203.0.113.7"});
  add("https://b.test/2");
  EXPECT_TRUE(frontier.wake({first.host_id, second.host_id}));
  clock_.advance(2s);
  EXPECT_NE(take(frontier), "");
  EXPECT_EQ(take(frontier), "") << "the other host is the same machine";
}

TEST_F(FrontierTest, AddressesThatNobodyIsAskedAtAreForgottenOnceTheirPauseIsOver) {
  constexpr int kHosts = 50;
  for (int i = 0; i < kHosts; ++i) add("https://h" + std::to_string(i) + ".test/1");
  Frontier frontier = load();
  for (int i = 0; i < kHosts; ++i) {
    QueueEntry entry;
    ASSERT_NE(take(frontier, &entry), "");
    // Two hosts an address, so that the second one moves to the first one's.
    done(frontier, entry, {.status = 200, .address = "203.0.113." + std::to_string(i / 2)});
  }
  EXPECT_EQ(take(frontier), "");
  EXPECT_GE(frontier.pauses_kept(), kHosts / 2u);
  clock_.advance(2s);
  EXPECT_EQ(take(frontier), "");
  EXPECT_EQ(frontier.active_hosts(), 0u);
  EXPECT_EQ(frontier.pauses_kept(), 0u);
}

TEST_F(FrontierTest, ThePauseIsOwedOverARestart) {
  add("https://a.test/1");
  add("https://a.test/2");
  {
    Frontier frontier = load();
    QueueEntry entry;
    take(frontier, &entry);
    done(frontier, entry);
  }
  Frontier again = load();
  EXPECT_EQ(take(again), "");
  clock_.advance(2s);
  EXPECT_NE(take(again), "");
}

TEST_F(FrontierTest, WhatWasTakenAndNotSettledComesBackAfterARestart) {
  add("https://a.test/1");
  {
    Frontier frontier = load();
    EXPECT_EQ(take(frontier), "https://a.test/1");
  }
  Frontier again = load();
  EXPECT_EQ(take(again), "https://a.test/1");
}

TEST_F(FrontierTest, ABlockedHostSleepsUntilItsTimeAndTheOthersGoOn) {
  add("https://a.test/1");
  add("https://a.test/2");
  add("https://b.test/1");
  Frontier frontier = load();
  QueueEntry a, b;
  take(frontier, &a);
  if (a.url.find("b.test") != std::string::npos) std::swap(a, b), take(frontier, &a);
  HostVisit busy{.status = 429};
  busy.retry_after = 600s;
  done(frontier, a, busy);
  clock_.advance(10s);
  EXPECT_TRUE(b.id != 0 || take(frontier) == "https://b.test/1");
  EXPECT_EQ(take(frontier), "");
  const auto next = frontier.next();
  ASSERT_TRUE(next && *next);
  EXPECT_FALSE((*next)->is_pause);
  EXPECT_EQ((*next)->at - clock_.steady_now(), 590s);
  clock_.advance(590s);
  EXPECT_EQ(take(frontier), "https://a.test/2");
}

TEST_F(FrontierTest, WaitingEntriesComeWhenTheyAreDue) {
  add("https://a.test/1");
  Frontier frontier = load();
  QueueEntry entry;
  take(frontier, &entry);
  const std::int64_t due = clock_.wall_now().time_since_epoch().count() + 3'600'000;
  done(frontier, entry, {.status = 200}, {.state = QueueState::kWaiting, .due_ms = due});
  clock_.advance(59min);
  EXPECT_EQ(take(frontier), "");
  clock_.advance(1min);
  EXPECT_EQ(take(frontier), "https://a.test/1");
}

TEST_F(FrontierTest, AWallClockSetBackMakesNoHostWaitForYears) {
  add("https://a.test/1");
  add("https://a.test/2");
  {
    Frontier frontier = load();
    QueueEntry entry;
    take(frontier, &entry);
    done(frontier, entry);
  }
  clock_.step_wall(-24h * 365);
  Frontier again = load();
  clock_.advance(3s);
  EXPECT_NE(take(again), "");
}

TEST_F(FrontierTest, AUrlIsKnownOnceUnderItsCanonicalName) {
  add("https://a.test/story?utm_source=mail");
  add("https://a.test/story#top");
  add("https://a.test/story");
  EXPECT_EQ(sql("SELECT count(*) FROM _queue"), "1");
}

TEST_F(FrontierTest, AHigherPriorityRaisesAWaitingUrlANewOneDoesNotLowerIt) {
  add("https://a.test/story", 5);
  add("https://a.test/story", 700);
  add("https://a.test/story", 1);
  EXPECT_EQ(sql("SELECT priority FROM _queue"), "700");
}

TEST_F(FrontierTest, AFailedTransactionLeavesNothing) {
  auto done = store_->save_pages({}, [&](std::span<const Saved>, FrontierWriter& writer) {
    EXPECT_TRUE(writer.add(NewUrl::of(*Url::parse("https://a.test/1"))));
    return Result<void>(fail(ErrorCode::kInternal, "made to fail"));
  });
  EXPECT_FALSE(done);
  EXPECT_EQ(sql("SELECT count(*) FROM _queue"), "0");
}

TEST_F(FrontierTest, NothingOfAHeldHostIsTakenUntilItIsLetGo) {
  add("https://a.test/1");
  add("https://b.test/1");
  Frontier frontier = load();
  frontier.hold("a.test");
  QueueEntry entry;
  EXPECT_EQ(take(frontier, &entry), "https://b.test/1");
  done(frontier, entry);
  add("https://a.test/2", 900);
  EXPECT_TRUE(frontier.wake({entry.host_id}));
  clock_.advance(10s);
  EXPECT_EQ(take(frontier), "");
  EXPECT_FALSE(frontier.let_go("b.test"));
  EXPECT_TRUE(frontier.let_go("a.test"));
  EXPECT_EQ(take(frontier), "https://a.test/2");
}

}  // namespace
}  // namespace cuttings
