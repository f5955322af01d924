#include "tools/clean_pool.h"

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "tools/page_source.h"
#include "tools/stop_signals.h"

namespace cuttings {
namespace {

PageReading bad_line(Error error) {
  PageReading reading;
  reading.code = ExitCode::kInput;
  reading.error_kind = "bad_line";
  reading.error = std::move(error);
  return reading;
}

// The workers share a source and a sink, each behind its own lock: the source is a file read line
// by line, the sink a buffer; both are held for microseconds against milliseconds a page.
class CleanWorkers {
 public:
  CleanWorkers(const CleanPool& pool, const ExtractOptions& options, SiteKnowledge site)
      : pool_(pool), options_(options), site_(site) {}

  void work() {
    while (std::optional<Result<PageJob>> job = next()) {
      CleanedPage page;
      if (*job) {
        page.job = std::move(**job);
        page.reading = page.job.fetched ? read_fetch(*page.job.fetched, options_, site_)
                                        : read_named_file(page.job, options_, site_);
        page.row = pool_.render(page.job, page.reading);
      } else {
        page.reading = bad_line(std::move(job->error()));
      }
      take(page);
    }
  }

 private:
  std::optional<Result<PageJob>> next() {
    const std::lock_guard lock(source_mutex_);
    if (is_ended_ || is_stop_requested()) return std::nullopt;
    return pool_.next();
  }

  void take(const CleanedPage& page) {
    const std::lock_guard lock(sink_mutex_);
    if (!is_ended_ && !pool_.take(page)) is_ended_ = true;
  }

  const CleanPool& pool_;
  const ExtractOptions& options_;
  SiteKnowledge site_;
  std::mutex source_mutex_;
  std::mutex sink_mutex_;
  std::atomic<bool> is_ended_ = false;
};

}  // namespace

void clean_pages(const CleanPool& pool, const ExtractOptions& options, SiteKnowledge site) {
  CleanWorkers workers(pool, options, site);
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < pool.thread_count; ++i)
    threads.emplace_back([&workers] { workers.work(); });
  workers.work();
}

}  // namespace cuttings
