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
#include "crawler/crawl_tally.h"
#include "crawler/process_page.h"
#include "extractor/rules/rule_set.h"
#include "storage/article_store.h"
#include "storage/frontier_store.h"

namespace cuttings {

enum class CrawlStay {
  kPass,   ///< ends when nothing is due
  kWatch,  ///< stays, and waits for what becomes due
};

struct CrawlRunOptions {
  CrawlStay stay = CrawlStay::kPass;
  std::uint32_t random_seed = 1;
  std::string control_path = {};  ///< of the socket a watch is controlled by; "": none
  std::string marks_path = {};    ///< of the file that tells what a crash was at; "": none
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
