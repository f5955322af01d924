#include "crawler/engine/fetch_session.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>
#include <set>
#include <utility>

#include "config/base/log.h"
#include "crawler/address_filter.h"
#include "crawler/engine/async_event.h"
#include "crawler/engine/curl_fetcher.h"
#include "crawler/engine/open_files.h"
#include "crawler/engine/page_fetcher.h"
#include "crawler/engine/robots_gate.h"
#include "crawler/engine/stop_signal.h"
#include "crawler/host_queues.h"

namespace cuttings {
namespace {

/// What shares a pause: one host name, whatever its port; "" for what is no URL and fails at once.
std::string host_key(const std::string& url) {
  const auto parsed = Url::parse(url);
  if (!parsed) return {};
  std::string_view host = parsed->host();
  if (host.ends_with('.')) host.remove_suffix(1);
  return std::string(host);
}

FetchResult result_without_fetch(const FetchRequest& request, const FetchFailure& failure) {
  FetchResult result;
  result.url = result.final_url = request.url;
  set_failure(result, failure);
  return result;
}

const FetchFailure kStopped = {FetchError::kCancelled, "stopped before it began",
                               "run the command again"};

}  // namespace

/// Some coroutines, each of which takes a job that may begin, fetches it, hands it over, and takes
/// the next: as many pages in flight as there are coroutines. All on the thread that calls run().
class FetchSession::Impl {
 public:
  Impl(const FetchOptions& options, const Clock& clock)
      : options_(options), clock_(clock), stop_(io_), changed_(io_) {
    options_.max_concurrent = affordable_pages(options_.max_concurrent);
    auto filter = AddressFilter::create(options_, list_own_addresses());
    if (!filter) {
      broken_ = {FetchError::kLocal, filter.error().message, filter.error().hint};
      return;
    }
    fetcher_ = std::make_unique<CurlFetcher>(io_, options_, std::move(*filter), clock_);
    robots_ = std::make_unique<RobotsGate>(io_, *fetcher_, options_, clock_);
    asio::co_spawn(io_, watch_stop(), asio::detached);
    if (!options_.obey_robots)
      log(LogLevel::kWarning, "crawler", "robots.txt is not asked: obey_robots is off");
  }

  void run(std::vector<FetchRequest> requests, const std::function<void(FetchResult)>& on_result) {
    requests_ = std::move(requests);
    on_result_ = &on_result;
    if (broken_) {
      for (const FetchRequest& request : requests_)
        on_result(result_without_fetch(request, broken_));
      return;
    }
    if (!queues_)  // a second run keeps the pauses of the first
      queues_.emplace(options_.max_per_host, std::chrono::milliseconds(options_.delay_ms));
    for (std::size_t job = 0; job < requests_.size(); ++job)
      queues_->add(host_key(requests_[job].url), job);
    const auto workers = std::min<std::size_t>(
        requests_.size(), static_cast<std::size_t>(std::max(1, options_.max_concurrent)));
    workers_ = workers;
    io_.restart();
    const auto end_by = [this](const std::exception_ptr& bug) {  // ours, or no memory
      if (!bug) return;
      bug_ = bug;
      io_.stop();
    };
    for (std::size_t i = 0; i < workers; ++i) asio::co_spawn(io_, work(), end_by);
    if (workers > 0) io_.run();
    if (bug_) std::rethrow_exception(bug_);
    for (const std::size_t job : queues_->drain())
      on_result(result_without_fetch(requests_[job], kStopped));
  }

  void request_stop() noexcept { stop_.request(); }

 private:
  asio::awaitable<void> work() {
    while (stop_.count() == 0 && !queues_->is_empty()) {
      const auto job = queues_->take(clock_.steady_now());
      if (job) co_await fetch_job(*job);
      if (!job) co_await wait_for_job();
    }
    changed_.pulse();
    if (--workers_ == 0) io_.stop();  // idle connections and their timers stay for the next run
  }

  asio::awaitable<void> fetch_job(HostQueues::Job job) {
    PageFetcher fetcher(*fetcher_, options_.obey_robots ? robots_.get() : nullptr, options_,
                        clock_);
    PageFetcher::Page page = co_await fetcher.fetch_page(requests_[job.job]);
    const auto delay = page.crawl_delay.value_or(std::chrono::milliseconds(0));
    queues_->finish(job.host, clock_.steady_now(), delay);
    changed_.pulse();
    (*on_result_)(std::move(page.result));
  }

  /// Until a host is due or, when every waiting host is busy, another page has ended.
  asio::awaitable<void> wait_for_job() {
    const auto due = queues_->next_due();
    if (!due) {
      co_await changed_.wait();
      co_return;
    }
    const auto wait = std::max(SteadyTime::duration::zero(), *due - clock_.steady_now());
    AsioError ignored;  // cancelled: look again
    asio::steady_timer pause(io_, wait);
    pauses_.insert(&pause);
    co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    pauses_.erase(&pause);
  }

  /// Runs as long as the session lives; sleeps between two runs.
  asio::awaitable<void> watch_stop() {
    for (;;) {
      co_await stop_.wait();
      if (stop_.count() == 0) continue;
      changed_.pulse();
      for (asio::steady_timer* pause : pauses_) pause->cancel();
      if (stop_.count() >= 2) fetcher_->cancel_all();
    }
  }

  FetchOptions options_;
  const Clock& clock_;
  asio::io_context io_{1};
  StopSignal stop_;
  AsyncEvent changed_;
  std::set<asio::steady_timer*> pauses_;  ///< of the workers that wait for a host to be due
  FetchFailure broken_;
  std::unique_ptr<CurlFetcher> fetcher_;
  std::unique_ptr<RobotsGate> robots_;
  std::optional<HostQueues> queues_;
  std::vector<FetchRequest> requests_;
  const std::function<void(FetchResult)>* on_result_ = nullptr;
  std::exception_ptr bug_;
  std::size_t workers_ = 0;
};

FetchSession::FetchSession(const FetchOptions& options, const Clock& clock)
    : impl_(std::make_unique<Impl>(options, clock)) {}
FetchSession::~FetchSession() = default;

void FetchSession::run(std::vector<FetchRequest> requests,
                       const std::function<void(FetchResult)>& on_result) {
  impl_->run(std::move(requests), on_result);
}

void FetchSession::request_stop() noexcept { impl_->request_stop(); }

}  // namespace cuttings
