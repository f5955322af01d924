#pragma once
// CommitGroup: puts the pages of several coroutines into one transaction.

#include <cstdint>
#include <functional>
#include <vector>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "config/config.h"
#include "crawler/crawl_page.h"
#include "crawler/engine/asio.h"
#include "crawler/engine/async_event.h"
#include "crawler/engine/timed_event.h"
#include "storage/article_store.h"

namespace cuttings {

/// Network thread, but for the transaction itself, which a thread of its own runs.
class CommitGroup {
 public:
  /// A transaction begins with so many pages, or when the first has waited so long, or when every
  /// page in flight waits for it. So many that the others are fetched and read meanwhile; each of
  /// 20 is some ten times cheaper a page than one alone, of 100 not much more (issue 4, point 7).
  static constexpr std::size_t kGoodSize = 16, kMaxSize = 100;
  static constexpr std::chrono::milliseconds kMaxWait{200};
  static constexpr std::size_t kMaxBytes = 32 << 20;  ///< of raw exchanges, half WARC's tail limit
  /// Pages that wait here are in nobody's way while they are few and small: a transaction's. A kill
  /// costs asking for so many pages again.
  static constexpr std::size_t kMaxAside = kGoodSize, kMaxAsideBytes = 8 << 20;

  /// All must outlive this; `in_flight` says how many pages could still come, `learnt` what has
  /// been learnt of traps since it was called last: it is kept with the transaction that begins.
  CommitGroup(asio::io_context& io, ArticleStore& store, const Config& config,
              std::function<std::size_t()> in_flight,
              std::function<std::vector<TrapChanges>()> learnt);

  /// Returns when `page` is durable, with the hosts its transaction woke. Error kStore, kIo:
  /// nothing of it was kept.
  asio::awaitable<Result<std::vector<std::int64_t>>> commit(CrawlPage& page);
  /// A transaction of its own, after those under way; the hosts it woke. Error kStore, kIo.
  asio::awaitable<Result<std::vector<std::int64_t>>> write_now(FrontierWork work);
  /// To be kept with the next transaction.
  void keep_robots(RobotsRecord record) { robots_.push_back(std::move(record)); }

  /// Runs the transactions; to be spawned once. Returns after end() when nothing is left.
  asio::awaitable<void> run();
  void end();
  /// How many of the pages in flight need no place among those that are fetched and read.
  std::size_t pages_aside() const;
  /// Looks again whether a transaction should begin: in_flight has changed.
  void look() { event_.notify(); }

 private:
  struct Waiting {
    CrawlPage* page;
    AsyncEvent* done;
    SteadyTime since;
    Result<std::vector<std::int64_t>>* result;
  };
  bool is_due() const;
  /// What one transaction keeps.
  struct Batch {
    std::vector<Waiting> pages;
    std::vector<RobotsRecord> robots;
    std::vector<TrapChanges> traps;
  };
  Batch take_batch();
  std::vector<Waiting> take_pages();
  Result<std::vector<std::int64_t>> write(const Batch& batch);

  asio::io_context& io_;
  ArticleStore& store_;
  const Config& config_;
  std::function<std::size_t()> in_flight_;
  std::function<std::vector<TrapChanges>()> learnt_;
  TimedEvent event_;
  std::vector<Waiting> waiting_;
  std::size_t held_ = 0, held_bytes_ = 0;  ///< of pages whose commit() has not returned
  std::vector<RobotsRecord> robots_;
  bool is_ending_ = false;
  asio::thread_pool thread_{1};  ///< last: joined first
};

}  // namespace cuttings
