// A store of an older version is brought up to date, whole or not at all. No older version was
// released, so the newer ones are made up here.

#include "storage/sqlite/migrate.h"

#include <gmock/gmock.h>
#include <sys/wait.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <random>
#include <thread>

#include "storage/sqlite/open_store.h"
#include "tests/storage/store_fixture.h"

namespace cuttings::sqlite {
namespace {

using testing::HasSubstr;

constexpr Migration kMood{1, "a mood for each article",
                          "ALTER TABLE articles ADD COLUMN mood TEXT;"
                          "UPDATE articles SET mood = 'calm ' || id, title = upper(title);"};
constexpr Migration kTableAnew{2, "images without credit",
                               "CREATE TABLE images_new (id INTEGER PRIMARY KEY, article_id INTEGER"
                               " NOT NULL REFERENCES articles(id) ON DELETE CASCADE, url TEXT);"
                               "INSERT INTO images_new SELECT id, article_id, url FROM images;"
                               "DROP TABLE images; ALTER TABLE images_new RENAME TO images;"};
constexpr std::array kSteps = {kMood, kTableAnew};
constexpr Schema kNewer{3, kSteps};

class Migrations : public StoreTest {
 protected:
  void fill(int articles) {
    options_.keep_raw = false;
    std::vector<Capture> captures;
    for (int i = 0; i < articles; ++i) {
      captures.push_back(capture("The ferry came back. " + std::string(2000, 'x'),
                                 "https://news.example.org/" + std::to_string(i)));
      captures.back().article->images = {{"https://news.example.org/a.jpg", "", "", "Ann Lee"}};
    }
    ASSERT_TRUE(open()->save_batch(captures));
  }
  Result<void> bring_up_to(const Schema& schema) {
    auto db = open_for_writing(options_.path, clock_, schema);
    if (!db) return fail(std::move(db.error()));
    return {};
  }
  std::string copy() { return options_.path + ".before-v3"; }

  static constexpr const char* kOldRows =
      "SELECT count(*), sum(title = 'Ferry returns'), sum(length(text)) FROM articles";
};

TEST_F(Migrations, AnOlderStoreIsBroughtUpToDateAndACopyKept) {
  fill(3);
  const std::string before = sql(kOldRows);
  ASSERT_TRUE(bring_up_to(kNewer));
  EXPECT_EQ(sql("PRAGMA user_version"), "3");
  EXPECT_EQ(sql("SELECT group_concat(version || name) FROM schema_migrations"),
            "1v1,2a mood for each article,3images without credit");
  EXPECT_EQ(sql("SELECT group_concat(mood) FROM articles"), "calm 1,calm 2,calm 3");
  EXPECT_EQ(sql("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'ferry'"), "3");
  EXPECT_EQ(sql("SELECT count(*) FROM images"), "3") << "articles keep what points at them";
  EXPECT_EQ(sql("PRAGMA integrity_check; PRAGMA foreign_key_check"), "ok");
  EXPECT_EQ(sqlite3_says(copy(), "PRAGMA user_version"), "1");
  EXPECT_EQ(sqlite3_says(copy(), kOldRows), before);
}

TEST_F(Migrations, ASecondStartHasNothingToDo) {
  fill(1);
  ASSERT_TRUE(bring_up_to(kNewer));
  std::filesystem::remove(copy());
  ASSERT_TRUE(bring_up_to(kNewer));
  EXPECT_FALSE(std::filesystem::exists(copy()));
  EXPECT_TRUE(open_for_reading(options_.path, kNewer));
}

TEST_F(Migrations, AReaderIsToldThatTheStoreIsOlder) {
  fill(1);
  const auto db = open_for_reading(options_.path, kNewer);
  ASSERT_FALSE(db);
  EXPECT_THAT(db.error().message, HasSubstr("version 1, older"));
  EXPECT_EQ(sql("PRAGMA user_version"), "1");
}

TEST_F(Migrations, AFailedStepLeavesTheStoreAsItWas) {
  fill(2);
  const std::string before = sql(kOldRows);
  const std::array wrong = {kMood, Migration{2, "a slip", "UPDATE articles SET nothing = 1;"}};
  const std::array dangling = {kMood, Migration{2, "a hole", "DELETE FROM articles WHERE id = 1;"}};
  const std::array gap = {kMood};
  for (const auto& [steps, says] :
       {std::pair{std::span<const Migration>(wrong), "a slip"},
        std::pair{std::span<const Migration>(dangling), "rows that are not there"},
        std::pair{std::span<const Migration>(gap), "nothing leads from version 2"}}) {
    const auto done = bring_up_to({3, steps});
    ASSERT_FALSE(done) << says;
    EXPECT_THAT(done.error().message, HasSubstr(says));
    EXPECT_THAT(done.error().message, HasSubstr(options_.path));
    EXPECT_EQ(sql("PRAGMA user_version"), "1");
    EXPECT_EQ(sql(kOldRows), before);
  }
  EXPECT_TRUE(open()) << "the program that made it goes on";
}

TEST_F(Migrations, WithoutRoomForTheCopyNothingIsChanged) {
  fill(1);
  std::filesystem::create_directory(copy());
  std::ofstream(copy() + "/in the way");
  EXPECT_FALSE(bring_up_to(kNewer));
  EXPECT_EQ(sql("PRAGMA user_version"), "1");
}

// True when it was killed, not done before.
bool migrate_and_kill(const std::string& path, const Clock& clock, std::chrono::microseconds life) {
  const pid_t child = fork();
  if (child == 0) _exit(open_for_writing(path, clock, kNewer) ? 0 : 3);
  std::this_thread::sleep_for(life);  // the random instant is the test
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFEXITED(status)) {
    EXPECT_EQ(WEXITSTATUS(status), 0);
  }
  return WIFSIGNALED(status);
}

TEST_F(Migrations, KilledAnywhereTheStoreIsOldOrNewAndTheNextStartGoesOn) {
  constexpr int kArticles = 500;
  fill(kArticles);
  const std::string before = sql(kOldRows), original = directory_ + "/original.db";
  std::filesystem::copy_file(options_.path, original);
  const char* wanted = std::getenv("CUTTINGS_KILLS");
  const int kills = wanted != nullptr ? std::atoi(wanted) : 20;
  const auto restore = [&] {
    for (const char* end : {"", "-wal", "-shm", ".before-v3", ".before-v3.partial"})
      std::filesystem::remove(options_.path + end);
    std::filesystem::copy_file(original, options_.path);
  };
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_TRUE(bring_up_to(kNewer));
  const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin);
  std::mt19937 random(20261127);
  int killed = 0, old = 0, copied = 0;
  for (int i = 0; i < kills; ++i) {
    restore();
    const std::chrono::microseconds life(random() % static_cast<unsigned long>(whole.count() + 1));
    killed += migrate_and_kill(options_.path, clock_, life) ? 1 : 0;
    EXPECT_EQ(sql("PRAGMA integrity_check"), "ok");
    const bool is_old = sql("PRAGMA user_version") == "1";
    if (is_old) {
      EXPECT_EQ(sql(kOldRows), before);
    }
    old += is_old ? 1 : 0;
    if (std::filesystem::exists(copy())) {
      ++copied;
      EXPECT_EQ(sqlite3_says(copy(), kOldRows), before) << "a copy is whole";
    }
    EXPECT_TRUE(is_old || std::filesystem::exists(copy())) << "no change without a copy";
    ASSERT_TRUE(bring_up_to(kNewer)) << "the next start goes on";
    EXPECT_EQ(sql("SELECT count(*) FROM articles WHERE mood = 'calm ' || id"),
              std::to_string(kArticles));
    EXPECT_EQ(sqlite3_says(copy(), kOldRows), before);
  }
  RecordProperty("killed", killed);
  RecordProperty("old", old);
  RecordProperty("copied", copied);
}

}  // namespace
}  // namespace cuttings::sqlite
