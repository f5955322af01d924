// Several captures in one transaction: new articles are written together, and it must not show.

#include "tests/storage/store_fixture.h"

namespace cuttings {
namespace {

class Batch : public StoreTest {
 protected:
  std::vector<Saved> save_all(const std::vector<Capture>& captures) {
    auto saved = open()->save_batch(captures);
    EXPECT_TRUE(saved) << (saved ? "" : saved.error().message);
    return saved ? *saved : std::vector<Saved>(captures.size());
  }
  std::string sql(const std::string& query) const { return sqlite3_says(options_.path, query); }
};

TEST_F(Batch, NewArticlesAreNumberedInOrderHoweverMany) {
  constexpr std::int64_t kArticles = 32 + 8 + 4 + 1;  // statements of several sizes
  std::vector<Capture> captures;
  for (std::int64_t i = 1; i <= kArticles; ++i)
    captures.push_back(capture("The ferry sails from harbour " + std::to_string(1000 + i),
                               "https://news.example.org/" + std::to_string(i)));
  const auto saved = save_all(captures);
  for (std::int64_t i = 1; i <= kArticles; ++i) {
    const Saved& one = saved[static_cast<std::size_t>(i - 1)];
    EXPECT_EQ(one.outcome, SaveOutcome::kNew);
    EXPECT_EQ(one.version, 1);
    EXPECT_EQ(sql("SELECT a.url, f.url, v.fetch_id = f.id FROM articles a"
                  " JOIN fetches f ON f.article_id = a.id"
                  " JOIN article_versions v ON v.id = a.current_version_id WHERE a.id = " +
                  std::to_string(one.article_id)),
              captures[static_cast<std::size_t>(i - 1)].fetch.url + "|" +
                  captures[static_cast<std::size_t>(i - 1)].fetch.url + "|1");
  }
  EXPECT_EQ(sql("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'ferry'"), "45");
  EXPECT_EQ(sql("SELECT url FROM articles_fts f JOIN articles a ON a.id = f.rowid"
                " WHERE articles_fts MATCH '1033'"),
            "https://news.example.org/33");
  EXPECT_EQ(sql("SELECT count(*) FROM liveness WHERE state = 'alive'"), "45");
}

TEST_F(Batch, APageOfAnArticleThatCameBeforeInTheBatchIsItsNextVersion) {
  const auto saved = save_all({capture("The ferry sails again."),
                               capture("A bridge is built.", "https://news.example.org/bridge"),
                               capture("The ferry stays in harbour."),
                               capture("A school opens.", "https://news.example.org/school")});
  EXPECT_EQ(saved[0].outcome, SaveOutcome::kNew);
  EXPECT_EQ(saved[1].outcome, SaveOutcome::kNew);
  EXPECT_EQ(saved[2].outcome, SaveOutcome::kChanged);
  EXPECT_EQ(saved[2].version, 2);
  EXPECT_EQ(saved[2].article_id, saved[0].article_id);
  EXPECT_EQ(saved[3].outcome, SaveOutcome::kNew);
  EXPECT_EQ(sql("SELECT count(*), sum(version_count) FROM articles"), "3|4");
  EXPECT_EQ(sql("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'sails'"), "0");
  EXPECT_EQ(sql("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'stays'"), "1");
}

TEST_F(Batch, AFailedFetchOfAnArticleThatCameBeforeInTheBatchIsToldOfIt) {
  Capture gone = capture("");
  gone.article.reset();
  gone.fetch.http_status = 404;
  gone.fetch.error_kind = "http_status";
  const auto saved = save_all({capture("The ferry sails again."), gone});
  EXPECT_EQ(saved[1].outcome, SaveOutcome::kFailed);
  EXPECT_EQ(saved[1].article_id, saved[0].article_id);
}

TEST_F(Batch, CopiesWithinABatchAreLinkedToTheFirst) {
  const std::string text = "The ferry sails again from the old harbour this morning.";
  const auto saved = save_all({capture(text), capture(text, "https://other.example.org/copy")});
  EXPECT_EQ(
      sql("SELECT article_id, of_article_id, kind FROM duplicates"),
      std::to_string(saved[1].article_id) + "|" + std::to_string(saved[0].article_id) + "|exact");
}

}  // namespace
}  // namespace cuttings
