#include "crawler/engine/page_workers.h"

#include <utility>

#include "config/base/log.h"
#include "config/base/parallel.h"
#include "crawler/crawl_start.h"
#include "crawler/engine/run_on.h"

namespace cuttings {
namespace {

std::size_t worker_count(int wanted) {
  // More than half of a crawl's processor time is theirs.
  return threads_to_be_had(wanted > 0 ? static_cast<std::size_t>(wanted) : core_count());
}

}  // namespace

PageWorkers::PageWorkers(asio::io_context& home, const Config& config, const CrawlSites& sites,
                         ArticleStore& store, PageWorkerOptions options)
    : home_(home),
      config_(config),
      sites_(sites),
      store_(store),
      options_(std::move(options)),
      count_(worker_count(options_.threads)),
      threads_(count_) {}

Result<void> PageWorkers::open_memory() {
  auto memory = StoredSiteMemory::open(config_.store);
  if (!memory) return fail(std::move(memory.error()));
  memory_ = std::move(*memory);
  return {};
}

Result<void> PageWorkers::open_marks(FrontierReader& reader) {
  if (options_.marks_path.empty()) return {};
  auto marks = ReadingMarks::open(options_.marks_path);
  if (!marks) {  // it crawls all the same
    log(LogLevel::kWarning, "crawler", marks.error().message);
    return {};
  }
  marks_ = std::move(*marks);
  return give_up_suspects(store_, reader, *marks_);
}

asio::awaitable<void> PageWorkers::read(CrawlPage& page, const Work& work) {
  std::function<bool()> job = [&] {
    do_work(page, work);
    return true;
  };
  ++reading_;
  co_await run_on<bool>(home_, threads_, job);
  --reading_;
}

void PageWorkers::do_work(CrawlPage& page, const Work& work) {
  const ReadingMarks::Reading reading(marks_.get(), page.entry.id);
  work({config_, sites_, {memory_.get(), options_.rules}, options_.read_pages});
  // What was kept before most often comes again as it was: it is not packed for nothing.
  if (page.entry.kind == QueueKind::kPage)
    store_.pack(page.further.empty() ? page.capture : page.further.back(), pack_effort());
}

/// While pages wait for a worker its time is dearer than a tenth of the bytes (decision 0035).
GzipEffort PageWorkers::pack_effort() const {
  return reading_ > count_ ? GzipEffort::kFast : GzipEffort::kFull;
}

}  // namespace cuttings
