// Opening: settings, the lock, files that are not ours, errors after which the store goes on.

#include <gmock/gmock.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <iterator>

#include "tests/storage/store_fixture.h"

namespace cuttings {
namespace {

using testing::HasSubstr;
using Opening = StoreTest;

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST_F(Opening, TheFileSaysWhatItIs) {
  open();
  EXPECT_EQ(sql("PRAGMA application_id; PRAGMA user_version; PRAGMA journal_mode"),
            "1129665585\n1\nwal");
  EXPECT_EQ(sql("SELECT version, name FROM schema_migrations"), "1|v1");
}

TEST_F(Opening, ASecondWriterIsRefusedAndToldWhoHoldsTheStore) {
  auto store = open();
  auto second = ArticleStore::open(options_, clock_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kBusy);
  EXPECT_THAT(second.error().message, HasSubstr("process " + std::to_string(getpid())));
  store.reset();
  EXPECT_TRUE(ArticleStore::open(options_, clock_));
}

TEST_F(Opening, ReadersReadWhileTheWriterWrites) {
  auto store = open();
  save(*store, capture("one"));
  auto reader = ArchiveReader::open(options_);
  ASSERT_TRUE(reader) << reader.error().message;
  for (int i = 0; i < 50; ++i) {
    const std::string text = "text " + std::to_string(i);
    save(*store, capture(text));
    auto found = (*reader)->find("https://news.example.org/ferry");
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ((*found)->text, text);
    EXPECT_EQ(sql("SELECT text FROM articles"), text);
  }
}

TEST_F(Opening, NoStoreToReadIsNotFound) {
  auto reader = ArchiveReader::open(options_);
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(options_.path));
}

struct BadFile {
  const char* name;
  const char* shell;  // makes $DB
  const char* says;
};

class BadFiles : public StoreTest, public testing::WithParamInterface<BadFile> {};

TEST_P(BadFiles, AreRefusedWithWordsAndLeftAsTheyAre) {
  const std::string command = "DB='" + options_.path + "'; " + GetParam().shell;
  ASSERT_EQ(std::system(command.c_str()), 0);
  const std::string before = bytes_of(options_.path);
  auto store = ArticleStore::open(options_, clock_);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::kStore);
  EXPECT_THAT(store.error().message, HasSubstr(GetParam().says));
  EXPECT_THAT(store.error().message, HasSubstr(options_.path));
  EXPECT_FALSE(store.error().hint.empty());
  EXPECT_EQ(bytes_of(options_.path), before);
}

INSTANTIATE_TEST_SUITE_P(
    Opening, BadFiles,
    testing::Values(BadFile{"Foreign", "sqlite3 $DB 'CREATE TABLE t(x); PRAGMA application_id=7'",
                            "another application"},
                    BadFile{"NoOwner", "sqlite3 $DB 'CREATE TABLE t(x)'", "another application"},
                    BadFile{"Newer",
                            "sqlite3 $DB 'CREATE TABLE t(x); PRAGMA application_id=1129665585;"
                            " PRAGMA user_version=2'",
                            "newer than this program"},
                    BadFile{"Emptied",
                            "sqlite3 $DB 'CREATE TABLE t(x); PRAGMA application_id=1129665585;"
                            " PRAGMA user_version=1'",
                            "tables are missing"},
                    BadFile{"Text", "seq 1000 > $DB", "not a database"},
                    BadFile{"Zeros", "head -c 8192 /dev/zero > $DB", "not a database"}),
    [](const auto& parameter) { return parameter.param.name; });

TEST_F(Opening, ATruncatedStoreIsRefusedOrReadNeverOverwritten) {
  {
    auto store = open();
    for (int i = 0; i < 20; ++i) save(*store, capture("t" + std::to_string(i)));
  }
  const std::string whole = bytes_of(options_.path);
  for (std::size_t size : {100UL, 5000UL, whole.size() / 2, whole.size() - 4096}) {
    std::ofstream(options_.path, std::ios::binary) << whole.substr(0, size);
    const std::string before = bytes_of(options_.path);
    auto store = ArticleStore::open(options_, clock_);
    if (store) continue;  // SQLite may not notice before the lost page is asked for
    EXPECT_EQ(store.error().code, ErrorCode::kStore) << store.error().message;
    EXPECT_EQ(bytes_of(options_.path), before);
  }
}

TEST_F(Opening, AnUnwritablePlaceIsAnIoError) {
  options_.path = directory_ + "/no/such/dir/archive.db";
  auto store = ArticleStore::open(options_, clock_);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::kIo);
}

// A limit on the size of files a process may write stands in for a full disk: the write fails with
// EFBIG where a full disk gives ENOSPC; both reach SQLite and the WARC writer as a failed write.
TEST_F(Opening, AFullDiskAcknowledgesNothingAndTheNextSaveWorksOnceThereIsRoom) {
  auto store = open();
  save(*store, capture("before"));
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit old{};
  getrlimit(RLIMIT_FSIZE, &old);
  int acknowledged = 1, refused = 0;
  for (rlim_t room : {0UL, 2'000UL, 20'000UL, 200'000UL}) {
    const rlimit small{room, old.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    for (int i = 0; i < 5; ++i) {
      const std::string id = std::to_string(room) + "-" + std::to_string(i);
      const auto what = capture(id + std::string(3000, 'x'), "https://news.example.org/" + id);
      (store->save(what) ? acknowledged : refused) += 1;
    }
    setrlimit(RLIMIT_FSIZE, &old);
    save(*store, capture("room again", "https://news.example.org/r" + std::to_string(room)));
    ++acknowledged;
    EXPECT_EQ(sql("SELECT count(*) FROM articles"), std::to_string(acknowledged));
  }
  EXPECT_GT(refused, 0);
  EXPECT_EQ(sql("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(std::system(("gunzip -t '" + directory_ + "'/warc/*.warc.gz").c_str()), 0);
}

}  // namespace
}  // namespace cuttings
