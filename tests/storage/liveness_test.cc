// The link-rot ledger: what fetches tell of an article's page, and how runs are kept.

#include "storage/liveness_rows.h"
#include "tests/storage/store_fixture.h"

namespace cuttings {
namespace {

constexpr const char* kUrl = "https://news.example.org/ferry";

class LivenessTest : public StoreTest {
 protected:
  Capture answer(int status, std::string error_kind = "") {
    auto what = capture("x", kUrl);
    what.article.reset();
    what.fetch.http_status = status;
    what.fetch.error_kind = std::move(error_kind);
    return what;
  }
  Capture led_to(std::string url) {
    auto what = capture("The boat left at dawn.", kUrl);
    what.fetch.final_url = std::move(url);
    what.fetch.redirects = {kUrl};
    return what;
  }
  std::string runs(int article_id = 1) {
    return sql(
        "SELECT group_concat(state || ' ' || checks, ', ') FROM liveness WHERE article_id = " +
        std::to_string(article_id));
  }
};

TEST_F(LivenessTest, EqualAnswersAreOneRunAndOthersBeginAnother) {
  auto store = open();
  save(*store, capture("The boat left at dawn."));
  save(*store, answer(304));
  save(*store, capture("The boat left at noon."));
  for (int i = 0; i < 2; ++i) save(*store, answer(404));
  save(*store, answer(410));
  save(*store, answer(200, "soft_404"));
  auto parked = answer(200, "soft_404");
  parked.fetch.is_parked = true;
  save(*store, parked);
  save(*store, capture("The boat left at noon."));
  EXPECT_EQ(runs(), "alive 3, gone 3, soft_404 1, parked 1, alive 1");
  EXPECT_EQ(sql("SELECT count(*) FROM liveness WHERE since_at > last_at"), "0");
}

TEST_F(LivenessTest, WhatTellsNothingIsNoCheck) {
  auto store = open();
  save(*store, capture("The boat left at dawn."));
  for (const auto& [status, kind] : {std::pair{0, "timeout"},
                                     {503, ""},
                                     {403, ""},
                                     {200, "bot_wall"},
                                     {0, "robots_denied"},
                                     {200, "not_article"}})
    save(*store, answer(status, kind));
  EXPECT_EQ(runs(), "alive 1");
}

TEST_F(LivenessTest, ARedirectIsAMoveAndOneToTheFrontPageASoft404) {
  auto store = open();
  save(*store, capture("The boat left at dawn."));
  save(*store, led_to("https://news.example.org/2026/ferry"));
  save(*store, led_to("https://news.example.org/2026/ferry"));
  EXPECT_EQ(runs(), "alive 1, moved 2");
  EXPECT_EQ(sql("SELECT moved_to FROM liveness WHERE state = 'moved'"),
            "https://news.example.org/2026/ferry");
  auto front = led_to("https://news.example.org/");
  front.article.reset();
  front.fetch.error_kind = "not_article";
  save(*store, front);
  EXPECT_EQ(runs(), "alive 1, moved 2, soft_404 1");
}

TEST_F(LivenessTest, AShortLinkThatAlwaysLeadsThereIsNoMove) {
  auto store = open();
  auto what = capture("The boat left at dawn.");
  what.fetch.url = "https://short.example/x";
  save(*store, what);
  save(*store, what);
  EXPECT_EQ(runs(), "alive 2");
}

TEST_F(LivenessTest, ARedirectToAnotherArticleIsToldOfTheOneThatWasAskedFor) {
  auto store = open();
  save(*store, capture("The boat left at dawn."));
  save(*store, capture("Another text.", "https://news.example.org/other"));
  auto what = led_to("https://news.example.org/other");
  what.article->text = "Another text.";
  save(*store, what);
  EXPECT_EQ(runs(1), "alive 1, moved 1");
  EXPECT_EQ(runs(2), "alive 1");
}

TEST_F(LivenessTest, AnOlderCheckThatIsImportedLaterChangesNothing) {
  auto store = open();
  auto old = answer(404);
  save(*store, capture("The boat left at dawn."));
  save(*store, old);
  EXPECT_EQ(runs(), "alive 1");
}

TEST_F(LivenessTest, HistoryTellsTheRuns) {
  auto store = open();
  save(*store, capture("The boat left at dawn."));
  save(*store, answer(410));
  auto reader = ArchiveReader::open(options_);
  ASSERT_TRUE(reader);
  auto history = (*reader)->history(kUrl);
  ASSERT_TRUE(history && *history);
  ASSERT_EQ((*history)->liveness.size(), 2U);
  EXPECT_EQ((*history)->liveness[0].state, "alive");
  EXPECT_EQ((*history)->liveness[1].state, "gone");
  EXPECT_EQ((*history)->liveness[1].checks, 1);
}

}  // namespace
}  // namespace cuttings
