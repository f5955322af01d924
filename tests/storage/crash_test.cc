// kill -9 at any instant: every acknowledged save is there, whole (faults.md, row 1).

#include <poll.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <random>
#include <thread>

#include "storage/warc/warc_reader.h"
#include "tests/storage/store_fixture.h"

namespace cuttings {
namespace {

using Crash = StoreTest;

std::string text_of(int n) { return "article " + std::to_string(n) + std::string(2000, 'a'); }
std::string url_of(int n) { return "https://news.example.org/" + std::to_string(n); }

[[noreturn]] void save_forever(const StoreOptions& options, int first, int pipe) {
  SystemClock clock;
  auto store = ArticleStore::open(options, clock);
  if (!store) _exit(3);
  for (int n = first;; ++n) {
    if (!(*store)->save(capture_of(url_of(n), text_of(n), clock))) _exit(4);
    if (write(pipe, &n, sizeof n) != sizeof n) _exit(5);
  }
}

enum class LifeFrom { kStart, kFirstSave };

// The acknowledged numbers of one child that is killed after `life`.
std::vector<int> run_and_kill(const StoreOptions& options, int first,
                              std::chrono::microseconds life, LifeFrom from) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) save_forever(options, first, ends[1]);
  close(ends[1]);
  pollfd acknowledgement{ends[0], POLLIN, 0};
  if (from == LifeFrom::kFirstSave) poll(&acknowledgement, 1, 60'000);
  std::this_thread::sleep_for(life);  // the random instant is the test
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << WEXITSTATUS(status);
  std::vector<int> acknowledged;
  for (int n = 0; read(ends[0], &n, sizeof n) == sizeof n;) acknowledged.push_back(n);
  close(ends[0]);
  return acknowledged;
}

void expect_body_in_warc(const std::string& directory, const std::string& place, int n) {
  const std::size_t bar = place.find('|');
  const auto offset = std::stoull(place.substr(bar + 1));
  std::ifstream in(directory + "/warc/" + place.substr(0, bar), std::ios::binary);
  in.seekg(static_cast<std::streamoff>(offset));
  WarcReader reader(in, offset);
  auto record = reader.next();
  ASSERT_TRUE(record && *record) << place;
  EXPECT_EQ((*record)->field("WARC-Target-URI"), url_of(n));
  EXPECT_NE((*record)->block.find(text_of(n)), std::string::npos);
}

TEST_F(Crash, NothingAcknowledgedIsLostWhenTheWriterIsKilled) {
  const char* wanted = std::getenv("CUTTINGS_KILLS");
  const int kills = wanted != nullptr ? std::atoi(wanted) : 20;
  std::mt19937 random(20261125);
  int next = 0;
  std::size_t total = 0;
  for (int i = 0; i < kills; ++i) {
    // On a slow machine a child may be killed before it has kept anything: not every one.
    const LifeFrom from = i % 2 == 0 ? LifeFrom::kStart : LifeFrom::kFirstSave;
    const auto acknowledged =
        run_and_kill(options_, next, std::chrono::microseconds(5'000 + random() % 250'000), from);
    auto store = ArchiveReader::open(options_);
    if (!store) {
      EXPECT_TRUE(acknowledged.empty());
      continue;
    }
    for (const int n : acknowledged) {
      auto found = (*store)->find(url_of(n));
      ASSERT_TRUE(found && *found) << n;
      EXPECT_EQ((*found)->text, text_of(n));
      next = n + 1;
    }
    next += 1000;  // one may be stored though its acknowledgement died with the child
    total += acknowledged.size();
    for (const int n : acknowledged)
      if (n == acknowledged.front() || n == acknowledged.back())
        expect_body_in_warc(
            directory_,
            sql("SELECT warc_file, warc_offset FROM bodies JOIN fetches ON body_id = bodies.id"
                " WHERE url = '" +
                url_of(n) + "'"),
            n);
    EXPECT_EQ(sql("PRAGMA integrity_check"), "ok");
  }
  EXPECT_GT(total, 0U);
  open();  // the next start cuts the unfinished tail
  EXPECT_EQ(std::system(("gunzip -t '" + directory_ + "'/warc/*.warc.gz").c_str()), 0);
  RecordProperty("acknowledged", static_cast<int>(total));
}

}  // namespace
}  // namespace cuttings
