#pragma once
// PageWorkers: the threads of a crawl that read its pages and pack what came of them.

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "config/base/result.h"
#include "config/config.h"
#include "crawler/crawl_page.h"
#include "crawler/crawl_sites.h"
#include "crawler/engine/asio.h"
#include "crawler/process_page.h"
#include "crawler/reading_marks.h"
#include "crawler/stored_site_memory.h"
#include "extractor/rules/rule_set.h"
#include "storage/article_store.h"
#include "storage/frontier_store.h"

namespace cuttings {

struct PageWorkerOptions {
  int threads = 0;              ///< 0: as many as there are cores
  std::string marks_path = {};  ///< of the file that tells what a crash was at; "": none
  ReadPages read_pages = ReadPages::kNow;
  const RuleSet* rules = nullptr;  ///< of sites' pages; outlives the run
};

/// Network thread. Joins its threads when it dies, before which nobody may wait in read().
class PageWorkers {
 public:
  using Work = std::function<void(const PageContext&)>;

  /// All but `options` must outlive this.
  PageWorkers(asio::io_context& home, const Config& config, const CrawlSites& sites,
              ArticleStore& store, PageWorkerOptions options);

  /// Opens what the store knows of sites' pages. To be called first. Error kNotFound, kStore.
  Result<void> open_memory();
  /// Opens the marks and gives up what earlier runs crashed on. Without them (a warning says so)
  /// crashes are not counted. Error kStore.
  Result<void> open_marks(FrontierReader& reader);

  /// Has a worker do `work` for `page`, and pack what came of it. Throws what `work` throws.
  asio::awaitable<void> read(CrawlPage& page, const Work& work);

 private:
  void do_work(CrawlPage& page, const Work& work);
  GzipEffort pack_effort() const;

  asio::io_context& home_;
  const Config& config_;
  const CrawlSites& sites_;
  ArticleStore& store_;
  const PageWorkerOptions options_;
  std::unique_ptr<StoredSiteMemory> memory_;
  std::unique_ptr<ReadingMarks> marks_;  ///< null: crashes are not counted
  const std::size_t count_;
  std::atomic<std::size_t> reading_ = 0;  ///< pages that workers have, or wait for one
  asio::thread_pool threads_;             ///< last: joined first
};

}  // namespace cuttings
