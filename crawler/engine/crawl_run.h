#pragma once
// CrawlRun: crawls what is due: takes URLs from the frontier, fetches them politely, extracts,
// commits. Shows no asio: a tool calls run() and is called back.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "config/config.h"
#include "crawler/crawl_page.h"
#include "crawler/process_page.h"
#include "extractor/rules/rule_set.h"
#include "storage/article_store.h"
#include "storage/frontier_store.h"

namespace cuttings {

/// What a run has done so far.
struct CrawlTally {
  std::int64_t fetches = 0;  ///< URLs asked, whatever came
  std::int64_t new_articles = 0;
  std::int64_t changed = 0;       ///< articles with a new version
  std::int64_t unchanged = 0;     ///< looked at again, nothing new; 304 too
  std::int64_t not_articles = 0;  ///< pages without an article
  std::int64_t unread = 0;        ///< pages kept without being read (ReadPages::kLater)
  std::int64_t polls = 0;         ///< of sources
  std::int64_t refused = 0;       ///< by robots.txt, the page, scope or a budget
  std::int64_t retries = 0;       ///< failed, will be tried again
  std::int64_t given_up = 0;      ///< failed for good
  std::int64_t links = 0;         ///< URLs not known before
  std::int64_t queued = 0;        ///< ready now
  std::int64_t in_flight = 0;
  std::int64_t hosts = 0;  ///< with something to do

  bool operator==(const CrawlTally&) const = default;
};

enum class CrawlStay {
  kPass,   ///< ends when nothing is due
  kWatch,  ///< stays, and waits for what becomes due
};

struct CrawlRunOptions {
  CrawlStay stay = CrawlStay::kPass;
  std::uint32_t random_seed = 1;
  std::string control_path = {};  ///< of the socket a watch is controlled by; "": none
  int worker_threads = 0;         ///< that extract; 0: as many as there are cores
  ReadPages read_pages = ReadPages::kNow;
  const RuleSet* rules = nullptr;  ///< of sites' pages; outlives the run
};

class CrawlRun {
 public:
  struct Listener {
    std::function<void(const CrawlPage&, const CrawlTally&)> on_page = {};
    std::function<void(const CrawlTally&)> on_stopping = {};  ///< the first request_stop() is seen
  };

  /// All but `options` must outlive this. `store` is open for writing, `reader` reads the same one.
  CrawlRun(const Config& config, ArticleStore& store, FrontierReader& reader, const Clock& clock,
           CrawlRunOptions options = {});
  ~CrawlRun();

  /// To be called once. Crawls until nothing is due, max_pages were fetched, or request_stop().
  /// Listeners are called on the calling thread. What was in flight when it ends badly is still
  /// queued. Error kStore, kIo: the store failed; kInvalidArgument: an allow_networks entry is
  /// none.
  Result<CrawlTally> run(const Listener& listener);

  /// Any thread, also a signal handler. First call: no new fetch is begun; second: those in flight
  /// are dropped.
  void request_stop() noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cuttings
