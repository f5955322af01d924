// TrapMemory: what was learnt of a maze holds in the next run, and fades.

#include "crawler/trap_memory.h"

#include <gtest/gtest.h>

#include "tests/storage/store_fixture.h"

namespace cuttings {
namespace {

const std::string kSite = "https://maze.test/";

Url page(int number) { return *Url::parse(kSite + "list/" + std::to_string(number)); }

class TrapMemoryTest : public StoreTest {
 protected:
  TrapMemoryTest() : store_(open()), reader_(*FrontierReader::open(options_)) {}

  static void fetch(TrapMemory& memory, int pages, const PageYield& yield) {
    for (int i = 0; i < pages; ++i) ASSERT_TRUE(memory.record(kSite, page(i), "", yield));
  }
  void keep(TrapMemory& memory) {
    const auto work = [&](std::span<const Saved>, FrontierWriter& frontier) -> Result<void> {
      for (const TrapChanges& changes : memory.take_changes())
        if (auto ok = frontier.put_traps(changes); !ok) return ok;
      return {};
    };
    ASSERT_TRUE(store_->save_pages({}, work));
  }
  /// Of a run that begins now.
  bool is_allowed() {
    TrapMemory memory(*reader_, clock_);
    const auto allows = memory.allows(kSite, page(1000));
    EXPECT_TRUE(allows);
    return allows && *allows;
  }

  std::unique_ptr<ArticleStore> store_;
  std::unique_ptr<FrontierReader> reader_;
};

TEST_F(TrapMemoryTest, ASpentBudgetIsSpentInTheNextRunAndHalfOfItComesBackInAMonth) {
  TrapMemory memory(*reader_, clock_);
  fetch(memory, TrapGuardOptions{}.free_fetches, {});
  EXPECT_TRUE(is_allowed()) << "nothing is written yet";
  keep(memory);
  EXPECT_FALSE(is_allowed());
  clock_.advance(std::chrono::hours(24 * 29));
  EXPECT_FALSE(is_allowed());
  clock_.advance(std::chrono::hours(24 * 2));
  EXPECT_TRUE(is_allowed());
}

TEST_F(TrapMemoryTest, WhatPaidGoesOnPaying) {
  TrapMemory memory(*reader_, clock_);
  fetch(memory, 200, {.is_article = true});
  keep(memory);
  fetch(memory, 200, {});
  keep(memory);
  EXPECT_TRUE(is_allowed());
}

TEST_F(TrapMemoryTest, OnlyWhatChangedIsWrittenAndOnce) {
  TrapMemory memory(*reader_, clock_);
  fetch(memory, 3, {});
  const auto changes = memory.take_changes();
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].site_url, kSite);
  EXPECT_FALSE(changes[0].is_all);
  EXPECT_EQ(changes[0].records.size(), 2u);  // the pattern and its shape
  EXPECT_TRUE(memory.take_changes().empty());
}

TEST_F(TrapMemoryTest, AStoreHoldsNoMorePatternsThanAGuard) {
  TrapMemory memory(*reader_, clock_);
  const auto most = TrapGuardOptions{}.max_patterns;
  for (std::size_t i = 0; i < 2 * most; ++i) {
    const auto url = Url::parse(kSite + std::string(1 + i % 60, 'x') + "?" +
                                std::string(1 + i / 60, 'y') + "=1");
    ASSERT_TRUE(memory.record(kSite, *url, "", {}));
    if (i % 50 == 0) keep(memory);
  }
  keep(memory);
  EXPECT_LE(std::stoul(sql("SELECT count(*) FROM _traps")), most);
}

}  // namespace
}  // namespace cuttings
