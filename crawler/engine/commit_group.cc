#include "crawler/engine/commit_group.h"

#include <algorithm>
#include <utility>

#include "crawler/engine/run_on.h"
#include "crawler/fetch_capture.h"
#include "crawler/page_commit.h"

namespace cuttings {
namespace {

std::size_t page_bytes(const CrawlPage& page) {
  std::size_t bytes = raw_bytes(page.capture);
  for (const Capture& further : page.further) bytes += raw_bytes(further);
  return bytes;
}

}  // namespace

CommitGroup::CommitGroup(asio::io_context& io, ArticleStore& store, const Config& config,
                         std::function<std::size_t()> in_flight,
                         std::function<std::vector<TrapChanges>()> learnt)
    : io_(io),
      store_(store),
      config_(config),
      in_flight_(std::move(in_flight)),
      learnt_(std::move(learnt)),
      event_(io) {}

std::size_t CommitGroup::pages_aside() const {
  return held_bytes_ > kMaxAsideBytes ? 0 : std::min(held_, kMaxAside);
}

asio::awaitable<Result<std::vector<std::int64_t>>> CommitGroup::commit(CrawlPage& page) {
  const std::size_t bytes = page_bytes(page) + page.capture.body.size();
  ++held_, held_bytes_ += bytes;
  AsyncEvent done(io_);
  Result<std::vector<std::int64_t>> result;
  Waiting entry = {&page, &done, std::chrono::steady_clock::now(), &result};
  waiting_.push_back(entry);
  event_.notify();
  co_await done.wait();
  --held_, held_bytes_ -= bytes;
  co_return result;
}

asio::awaitable<Result<std::vector<std::int64_t>>> CommitGroup::write_now(FrontierWork work) {
  std::function<Result<std::vector<std::int64_t>>()> job = [&] {
    return store_.save_pages({}, work);
  };
  co_return co_await run_on<Result<std::vector<std::int64_t>>>(io_, thread_, job);
}

void CommitGroup::end() {
  is_ending_ = true;
  event_.notify();
}

bool CommitGroup::is_due() const {
  if (waiting_.empty()) return is_ending_ && !robots_.empty();
  return is_ending_ || waiting_.size() >= kGoodSize || waiting_.size() >= in_flight_() ||
         std::chrono::steady_clock::now() - waiting_.front().since >= kMaxWait;
}

CommitGroup::Batch CommitGroup::take_batch() {
  return {take_pages(), std::exchange(robots_, {}), learnt_()};
}

std::vector<CommitGroup::Waiting> CommitGroup::take_pages() {
  std::size_t count = 0, bytes = 0;
  while (count < std::min(waiting_.size(), kMaxSize)) {
    bytes += page_bytes(*waiting_[count].page);
    if (count > 0 && bytes > kMaxBytes) break;
    ++count;
  }
  const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
  std::vector<Waiting> batch(waiting_.begin(), end);
  waiting_.erase(waiting_.begin(), end);
  return batch;
}

asio::awaitable<void> CommitGroup::run() {
  for (;;) {
    if (!is_due()) {
      if (waiting_.empty() && is_ending_) co_return;
      const SteadyTime until =
          waiting_.empty() ? SteadyTime::max() : waiting_.front().since + kMaxWait;
      co_await event_.wait_until(until);
      continue;
    }
    const Batch batch = take_batch();
    std::function<Result<std::vector<std::int64_t>>()> job = [&] { return write(batch); };
    const Result<std::vector<std::int64_t>> written =
        co_await run_on<Result<std::vector<std::int64_t>>>(io_, thread_, job);
    for (const Waiting& waiting : batch.pages) {
      *waiting.result = written;
      waiting.done->set();
    }
  }
}

Result<std::vector<std::int64_t>> CommitGroup::write(const Batch& batch) {
  std::vector<const Capture*> captures;
  for (const Waiting& waiting : batch.pages) {
    for (const Capture& further : waiting.page->further) captures.push_back(&further);
    if (waiting.page->was_fetched()) captures.push_back(&waiting.page->capture);
  }
  const auto work = [&](std::span<const Saved> saved, FrontierWriter& frontier) -> Result<void> {
    std::size_t next = 0;
    for (const Waiting& waiting : batch.pages) {
      next += waiting.page->further.size();
      const Saved* own = waiting.page->was_fetched() ? &saved[next++] : nullptr;
      if (auto ok = commit_page(*waiting.page, own, config_, frontier); !ok) return ok;
    }
    for (const RobotsRecord& record : batch.robots)
      if (auto ok = frontier.put_robots(record); !ok) return ok;
    for (const TrapChanges& changes : batch.traps)
      if (auto ok = frontier.put_traps(changes); !ok) return ok;
    return {};
  };
  return store_.save_pages(captures, work);
}

}  // namespace cuttings
