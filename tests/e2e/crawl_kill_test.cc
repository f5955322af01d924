// kill -9 at random moments of a crawl: nothing is lost, nothing is fetched or kept twice.
// CUTTINGS_KILLS and CUTTINGS_KILL_PAGES make it longer (tools/kill-crawl).

#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <map>
#include <random>
#include <thread>

#include "crawler/engine/commit_group.h"
#include "storage/warc/warc_reader.h"
#include "tests/e2e/crawl_web.h"
#include "tests/storage/store_fixture.h"

extern char** environ;

namespace cuttings {
namespace {

using std::chrono::milliseconds;

constexpr int kDelayMs = 10;  // between two pages of a host

int number_from(const char* name, int otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoi(text);
}

class CrawlKill : public StoreTest {
 protected:
  pid_t start(int hosts) {
    std::vector<std::string> words = {CUTTINGS_CRAWL_CHILD, directory_,
                                      std::to_string(web_.site().port()), std::to_string(hosts),
                                      std::to_string(kDelayMs)};
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t child = 0;
    EXPECT_EQ(
        posix_spawn(&child, CUTTINGS_CRAWL_CHILD, nullptr, nullptr, arguments.data(), environ), 0);
    return child;
  }
  /// Its wait status once it has ended by itself; empty when it was killed after `time`.
  static std::optional<int> wait_or_kill(pid_t child, milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    int status = 0;
    while (std::chrono::steady_clock::now() < end) {
      if (waitpid(child, &status, WNOHANG) == child) return status;
      std::this_thread::sleep_for(milliseconds(1));
    }
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return std::nullopt;
  }

  /// GETs of each article, by URL.
  std::map<std::string, int> article_gets() const {
    std::map<std::string, int> gets;
    for (const SiteRequest& request : web_.site().requests())
      if (request.target.find("/2026/") == 0) ++gets[request.host + request.target];
    return gets;
  }
  /// Of what a killed crawl had just sent, the server's thread may read and stamp when the next
  /// crawl's request is there too, on a machine with more to do: once at load 14. Not often.
  void expect_pauses(int killed) const {
    std::map<std::string, std::chrono::steady_clock::time_point> last;
    int close = 0;
    for (const SiteRequest& request : web_.site().requests()) {
      if (request.target == "/robots.txt") continue;
      const auto known = last.find(request.host);
      // A millisecond for the clocks: the store keeps whole milliseconds.
      if (known != last.end()) close += request.at - known->second < milliseconds(kDelayMs - 1);
      last[request.host] = request.at;
    }
    EXPECT_LE(close, killed / 10) << "pages of one host were asked without the pause";
  }
  /// WARC responses of 200 by URL; every record must be readable to the end.
  std::map<std::string, int> warc_responses() const {
    std::map<std::string, int> responses;
    for (const auto& file : std::filesystem::directory_iterator(directory_ + "/warc")) {
      std::ifstream in(file.path(), std::ios::binary);
      WarcReader reader(in);
      for (;;) {
        auto record = reader.next();
        EXPECT_TRUE(record) << file.path() << (record ? "" : record.error().message);
        if (!record || !*record) break;
        if ((*record)->field("WARC-Type") == "response")
          ++responses[std::string((*record)->field("WARC-Target-URI"))];
      }
      EXPECT_EQ(std::system(("gunzip -t '" + file.path().string() + "'").c_str()), 0);
    }
    return responses;
  }

  mutable CrawlWeb web_;
};

TEST_F(CrawlKill, NothingIsLostAndNothingIsKeptTwice) {
  const int kills = number_from("CUTTINGS_KILLS", 20);
  const int pages = number_from("CUTTINGS_KILL_PAGES", 600);
  const int hosts = std::max(1, pages / 25);
  for (int i = 0; i < hosts; ++i) web_.add_hub_host("h" + std::to_string(i) + ".test", 25);
  std::mt19937 random(static_cast<std::uint32_t>(number_from("CUTTINGS_KILL_SEED", 1)));
  int killed = 0;
  for (int i = 0; i < kills; ++i) {
    const auto status = wait_or_kill(start(hosts), milliseconds(5 + random() % 250));
    if (!status) ++killed;
    if (status) {
      ASSERT_EQ(*status, 0);
    }
  }
  const auto status = wait_or_kill(start(hosts), milliseconds(120'000));
  ASSERT_TRUE(status) << "the last run did not end";
  ASSERT_EQ(*status, 0);
  std::printf("%d kills, %d articles\n", killed, hosts * 25);

  const std::string articles = std::to_string(hosts * 25);
  EXPECT_EQ(sql("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), articles);
  EXPECT_EQ(sql("SELECT count(*) FROM fetches WHERE outcome = 'new'"), articles);
  EXPECT_EQ(sql("SELECT count(*) FROM fetches WHERE url LIKE '%/2026/%'"), articles)
      << "one capture a URL";
  EXPECT_EQ(sql("SELECT count(*) FROM _queue WHERE state = 0"), "0");
  const auto responses = warc_responses();
  int gets = 0, most = 0;
  for (const std::string& url : web_.articles())
    EXPECT_EQ(responses.contains(url) ? responses.at(url) : 0, 1) << url;
  for (const auto& [url, count] : article_gets()) gets += count, most = std::max(most, count);
  EXPECT_LE(gets - hosts * 25,
            killed * (kKillTestInFlight + static_cast<int>(CommitGroup::kMaxAside)));
  std::printf("%d extra GETs, at most %d of one page\n", gets - hosts * 25, most);
  expect_pauses(killed);
}

}  // namespace
}  // namespace cuttings
