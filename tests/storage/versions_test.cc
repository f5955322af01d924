// What one save means: new, unchanged, changed, failed; which URLs lead to which article.

#include <gmock/gmock.h>

#include "storage/sqlite/database.h"
#include "tests/storage/store_fixture.h"

namespace cuttings {
namespace {

const std::string kUrl = "https://news.example.org/ferry";

using Versions = StoreTest;

TEST_F(Versions, ANewArticleIsFoundAsItWasSaved) {
  auto store = open();
  auto what = capture("The boat left at dawn.");
  what.article->metadata.tags = {"sea", "ferries, old"};
  what.article->metadata.sources = {{"title", "json-ld"}};
  what.article->metadata.is_accessible_for_free = false;
  what.article->images = {{"https://news.example.org/a.jpg", "a boat", "The boat", "A. Lee"}};
  what.article->quality = 0.75;
  const Saved saved = save(*store, what);
  EXPECT_EQ(saved.outcome, SaveOutcome::kNew);
  EXPECT_EQ(saved.version, 1);
  auto found = find(kUrl);
  ASSERT_TRUE(found && *found);
  Article expected = *what.article;
  // `printf 'The boat left at dawn.' | sha256sum`
  expected.content_hash = "06ddde2fdbbaf0f07f901e5bcba9aca97b23f3a0f5ca12cbc10cb00e4d4eb8e1";
  EXPECT_EQ(**found, expected);
  EXPECT_FALSE(*find("https://news.example.org/other"));
}

TEST_F(Versions, TheSameTextAgainMovesTheDatesOnly) {
  auto store = open();
  save(*store, capture("The boat left at dawn."));
  const Saved again = save(*store, capture("The boat left at dawn."));
  EXPECT_EQ(again.outcome, SaveOutcome::kUnchanged);
  EXPECT_EQ(again.version, 1);
  EXPECT_EQ(sql("SELECT last_checked_at > first_seen_at, last_changed_at = first_seen_at,"
                " version_count FROM articles"),
            "1|1|1");
  EXPECT_EQ(sql("SELECT last_seen_at > captured_at FROM article_versions"), "1");
  EXPECT_EQ(sql("SELECT group_concat(outcome) FROM fetches"), "new,unchanged");
}

TEST_F(Versions, AnotherTextMakesAVersionAndTheOldTextStays) {
  auto store = open();
  save(*store, capture("The boat left at dawn."));
  const Saved changed = save(*store, capture("The big boat left at noon."));
  EXPECT_EQ(changed.outcome, SaveOutcome::kChanged);
  EXPECT_EQ(changed.version, 2);
  const std::vector<VersionRecord> all = versions(kUrl);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].text, "The boat left at dawn.");
  EXPECT_FALSE(all[0].is_current);
  EXPECT_EQ(all[1].text, "The big boat left at noon.");
  EXPECT_TRUE(all[1].is_current);
  // Added: big, noon. Removed: dawn.
  EXPECT_EQ(sql("SELECT changed_fields, words_added, words_removed, is_minor, text IS NULL"
                " FROM article_versions WHERE version = 2"),
            "[\"text\"]|2|1|0|1");
}

TEST_F(Versions, AChangedSummaryAloneIsAMinorVersion) {
  auto store = open();
  save(*store, capture("The boat left at dawn."));
  auto what = capture("The boat left at dawn.");
  what.body += "<!-- other bytes -->";
  what.article->metadata.description = "A short story";
  EXPECT_EQ(save(*store, what).outcome, SaveOutcome::kChanged);
  EXPECT_EQ(sql("SELECT changed_fields, is_minor FROM article_versions WHERE version = 2"),
            "[\"description\"]|1");
}

TEST_F(Versions, TheSameBytesReadOtherwiseAreNoEditorialChange) {
  auto store = open();
  const auto first = capture("The boat left at dawn. Read more!");
  save(*store, first);
  auto second = first;  // the same bytes, read by a better extractor
  second.article->text = "The boat left at dawn.";
  EXPECT_EQ(save(*store, second).outcome, SaveOutcome::kUnchanged);
  EXPECT_EQ((*find(kUrl))->text, "The boat left at dawn.");
  EXPECT_EQ(versions(kUrl).size(), 1U);
}

TEST_F(Versions, AFailedFetchNeverTouchesTheText) {
  auto store = open();
  save(*store, capture("The boat left at dawn."));
  const std::string before = sql("SELECT * FROM articles; SELECT * FROM article_versions");
  auto gone = capture("Page not found, but here is much text.");
  gone.fetch.http_status = 404;
  auto timeout = capture("half");
  timeout.fetch.error_kind = "timeout";
  auto empty = capture("");
  auto none = capture("x");
  none.article.reset();
  for (const auto& [what, outcome] : {std::pair{gone, SaveOutcome::kFailed},
                                      {timeout, SaveOutcome::kFailed},
                                      {empty, SaveOutcome::kSkipped},
                                      {none, SaveOutcome::kSkipped}}) {
    const Saved saved = save(*store, what);
    EXPECT_EQ(saved.outcome, outcome);
    EXPECT_EQ(saved.version, 1);
  }
  EXPECT_EQ(sql("SELECT * FROM articles; SELECT * FROM article_versions"), before);
  EXPECT_EQ(sql("SELECT count(*) FROM fetches"), "5");
}

TEST_F(Versions, NotModifiedMovesTheDates) {
  auto store = open();
  save(*store, capture("The boat left at dawn."));
  auto what = capture("");
  what.fetch.http_status = 304;
  what.article.reset();
  EXPECT_EQ(save(*store, what).outcome, SaveOutcome::kNotModified);
  EXPECT_EQ(sql("SELECT last_checked_at > first_seen_at FROM articles"), "1");
}

TEST_F(Versions, RequestedFinalAndCanonicalUrlsLeadToOneArticle) {
  auto store = open();
  auto what = capture("The boat left at dawn.", "https://news.example.org/f?id=7");
  what.fetch.url = "https://short.example/x";
  what.identity = "https://news.example.org/2026/ferry";
  save(*store, what);
  for (const char* url : {"https://short.example/x", "https://news.example.org/f?id=7",
                          "https://news.example.org/2026/ferry#top"})
    EXPECT_TRUE(*find(url)) << url;
  const Saved again =
      save(*store, capture("The boat left at dawn.", "https://news.example.org/2026/ferry"));
  EXPECT_EQ(again.article_id, 1);
}

TEST_F(Versions, WhatAPageDeclaresIsNoAddressUntilItIsBelieved) {
  auto store = open();
  auto thief = capture("Mine!", "https://evil.example/a");
  thief.article->metadata.canonical_url = kUrl;  // identity is empty: see fetch_capture_test.cc
  save(*store, capture("The boat left at dawn."));
  EXPECT_EQ(save(*store, thief).outcome, SaveOutcome::kNew);
  EXPECT_EQ((*find(kUrl))->text, "The boat left at dawn.");
}

TEST_F(Versions, APastVersionCannotBeChanged) {
  {
    auto store = open();
    save(*store, capture("one"));
    save(*store, capture("two"));
  }
  const std::string command = "sqlite3 '" + options_.path +
                              "' \"UPDATE article_versions SET title = 'x' WHERE version = 1\" "
                              "2>/dev/null";
  EXPECT_NE(std::system(command.c_str()), 0);
}

TEST_F(Versions, PoisonTextIsMadeFitAndNeverStopsABatch) {
  auto store = open();
  std::vector<Capture> batch;
  for (int i = 0; i < 100; ++i) {
    std::string bytes;
    for (int j = 0; j < 300; ++j) bytes += static_cast<char>((i * 131 + j * j * 7 + j) % 256);
    bytes += std::string("\0\xff\xed\xa0\x80", 5);
    auto what = capture("x" + bytes, "https://news.example.org/" + std::to_string(i));
    what.article->metadata.title = bytes;
    what.article->metadata.authors = {bytes};
    what.article->metadata.sources = {{bytes, bytes}};
    what.fetch.headers = {{"X", bytes}};
    what.fetch.etag = what.fetch.error = what.charset = bytes;
    batch.push_back(std::move(what));
  }
  auto saved = store->save_batch(batch);
  ASSERT_TRUE(saved) << saved.error().message;
  EXPECT_EQ(saved->size(), 100U);
  EXPECT_EQ(sql("SELECT count(*) FROM articles WHERE instr(CAST(text AS BLOB), x'00') > 0"
                " OR instr(CAST(title AS BLOB), x'ff') > 0 OR instr(text, char(7)) > 0"),
            "0");
  EXPECT_EQ(sql("PRAGMA integrity_check"), "ok");
}

TEST_F(Versions, TheFullTextIndexFollowsTheCurrentText) {
  auto store = open();
  save(*store, capture("The café closed."));
  save(*store, capture("The harbour closed."));
  const auto hits = [&](const std::string& word) {
    return sql("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH '" + word + "'");
  };
  EXPECT_EQ(hits("harbour"), "1");
  EXPECT_EQ(hits("cafe"), "0");
}

TEST_F(Versions, AReadingIsFoundByItsOwnWordsWhetherTheyChangedOrNot) {
  auto store = open();
  const Saved saved = save(*store, capture("The harbour closed."));
  const auto read = [&](std::string text, std::string title, std::string language) {
    Article article = article_of(std::move(text));
    article.metadata.title = std::move(title);
    article.metadata.language = std::move(language);
    EXPECT_TRUE(store->replace_readings(std::vector<Reading>{{saved.article_id, article, ""}}, ""));
  };
  const auto hits = [&](const std::string& word) {
    return sql("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH '" + word + "'");
  };
  read("The harbour closed.", "Ferry returns", "en");  // nothing that is searched
  EXPECT_EQ(sql("SELECT language FROM articles"), "en");
  EXPECT_EQ(hits("harbour") + hits("ferry"), "11");
  read("The harbour closed.", "Boat returns", "en");
  EXPECT_EQ(hits("harbour") + hits("ferry") + hits("boat"), "101");
  read("The bridge closed.", "Boat returns", "en");
  EXPECT_EQ(hits("harbour") + hits("bridge") + hits("boat"), "011");
}

TEST_F(Versions, AReadingThatIsAsBeforeWritesNoRow) {
  auto store = open();
  Capture first = capture("The harbour closed.");
  first.article->images = {{"https://news.example.org/a.jpg", "", "The quay", ""}};
  const Saved saved = save(*store, first);
  auto watcher = sqlite::Database::open(options_.path, sqlite::OpenMode::kReadWrite);
  ASSERT_TRUE(watcher &&
              watcher->execute("CREATE TABLE log (row);"
                               "CREATE TRIGGER log_articles AFTER UPDATE ON articles BEGIN"
                               " INSERT INTO log VALUES ('article'); END;"
                               "CREATE TRIGGER log_versions AFTER UPDATE ON article_versions BEGIN"
                               " INSERT INTO log VALUES ('version'); END;"
                               "CREATE TRIGGER log_images AFTER INSERT ON images BEGIN"
                               " INSERT INTO log VALUES ('image'); END;"));
  // What a reading wrote.
  const auto read = [&](const Article& article, std::string options) {
    EXPECT_TRUE(watcher->execute("DELETE FROM log"));
    EXPECT_TRUE(store->replace_readings(
        std::vector<Reading>{{saved.article_id, article, std::move(options)}}, ""));
    return sql("SELECT group_concat(row, ' ') FROM log");
  };
  Article article = *first.article;
  EXPECT_EQ(read(article, "0123"), "version") << "by other options";
  EXPECT_EQ(read(article, "0123"), "");
  article.quality = 0.25;
  EXPECT_EQ(read(article, "0123"), "article");
  article.metadata.language = "en";
  EXPECT_EQ(read(article, "0123"), "article");
  article.metadata.is_accessible_for_free = false;
  EXPECT_EQ(read(article, "0123"), "article");
  article.images.front().caption = "The new quay";
  EXPECT_EQ(read(article, "0123"), "image");
  article.metadata.authors = {"Ann Lee", "Bo Ray"};
  EXPECT_EQ(read(article, "0123"), "article version");
  EXPECT_EQ(read(article, "0123"), "");
}

TEST_F(Versions, AWorseCaptureNeverTakesThePlaceOfABetterOne) {
  auto store = open();
  save(*store, capture("The boat left at dawn with eleven people on board."));
  for (const Verdict verdict : {Verdict::kPaywallTeaser, Verdict::kTruncated, Verdict::kSoft404,
                                Verdict::kEmptyShell, Verdict::kBotWall}) {
    auto worse = capture("The boat left.");
    worse.article->verdict = verdict;
    EXPECT_EQ(save(*store, worse).outcome, SaveOutcome::kSkipped) << verdict_name(verdict);
  }
  EXPECT_EQ(sql("SELECT text, verdict, version_count FROM articles"),
            "The boat left at dawn with eleven people on board.|article|1");
  EXPECT_EQ(sql("SELECT error_kind FROM fetches WHERE id = 2"), "paywall_teaser");
}

TEST_F(Versions, ABetterCaptureTakesThePlaceOfATeaser) {
  auto store = open();
  auto teaser = capture("The boat left.");
  teaser.article->verdict = Verdict::kPaywallTeaser;
  EXPECT_EQ(save(*store, teaser).outcome, SaveOutcome::kNew);
  EXPECT_EQ(save(*store, capture("The boat left at dawn.")).outcome, SaveOutcome::kChanged);
  EXPECT_EQ(sql("SELECT text, verdict FROM articles"), "The boat left at dawn.|article");
}

TEST_F(Versions, AnArticleIsGoneAfterThreeMissingsInARowAndBackWithTheNextCapture) {
  auto store = open();
  save(*store, capture("The boat left at dawn."));
  const auto missing = [&](int status) {
    auto what = capture("");
    what.fetch.http_status = status;
    what.fetch.error_kind = "http_status";
    what.article.reset();
    save(*store, what);
  };
  missing(404), missing(410), missing(500);
  EXPECT_EQ(sql("SELECT gone_at IS NULL, text FROM articles"), "1|The boat left at dawn.");
  missing(404);
  EXPECT_EQ(sql("SELECT a.gone_at = f.started_at FROM articles a, fetches f WHERE f.id = 2"), "1")
      << "since the first";
  missing(404);
  EXPECT_EQ(sql("SELECT a.gone_at = f.started_at FROM articles a, fetches f WHERE f.id = 2"), "1");
  save(*store, capture("The boat left at dawn."));
  EXPECT_EQ(sql("SELECT gone_at IS NULL FROM articles"), "1");
}

TEST_F(Versions, KeepsWhatTheReportSaysOfItself) {
  auto store = open();
  auto report = capture("LONDON (Reuters) - The boat left at dawn.");
  report.article->metadata.agencies = {"Reuters"};
  report.article->metadata.dateline = "LONDON (Reuters)";
  report.article->metadata.corrections = {"Correction: it was noon."};
  save(*store, report);
  const Article kept = **find(kUrl);
  EXPECT_EQ(kept.metadata.agencies, report.article->metadata.agencies);
  EXPECT_EQ(kept.metadata.dateline, "LONDON (Reuters)");
  EXPECT_EQ(kept.metadata.corrections, report.article->metadata.corrections);
}

}  // namespace
}  // namespace cuttings
