#include "crawler/engine/crawl_run.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

#include "config/base/log.h"
#include "crawler/address_filter.h"
#include "crawler/clock_step.h"
#include "crawler/crawl_sites.h"
#include "crawler/crawl_start.h"
#include "crawler/engine/commit_group.h"
#include "crawler/engine/crawl_control.h"
#include "crawler/engine/curl_fetcher.h"
#include "crawler/engine/memory_trim.h"
#include "crawler/engine/open_files.h"
#include "crawler/engine/page_fetcher.h"
#include "crawler/engine/page_turns.h"
#include "crawler/engine/page_workers.h"
#include "crawler/engine/robots_gate.h"
#include "crawler/engine/stop_signal.h"
#include "crawler/engine/timed_event.h"
#include "crawler/entry_judge.h"
#include "crawler/frontier.h"
#include "crawler/host_visit.h"
#include "crawler/join_pages.h"
#include "crawler/outage_log.h"
#include "crawler/outage_watch.h"
#include "crawler/process_page.h"

namespace cuttings {
namespace {

constexpr auto kClockLook = std::chrono::seconds(10);
// What is in flight has so long to end once the crawl is told to stop; systemd kills after 90 s.
constexpr auto kStopPatience = std::chrono::seconds(10);

FrontierOptions frontier_options(const Config& config, std::uint32_t seed) {
  FrontierOptions options;
  options.max_per_host = config.fetch.max_per_host;
  options.schedule.delay = std::chrono::milliseconds(config.fetch.delay_ms);
  options.merges_addresses = config.crawl.merge_addresses;
  options.random_seed = seed;
  return options;
}

}  // namespace

/// One coroutine takes entries from the frontier and begins a coroutine for each, at most
/// max_concurrent at a time; that one carries its page to the commit. All on the thread that calls
/// run(), but for extraction (workers) and transactions (CommitGroup).
class CrawlRun::Impl final : public RobotsMemory {
 public:
  Impl(const Config& config, ArticleStore& store, FrontierReader& reader, const Clock& clock,
       CrawlRunOptions options)
      : config_(config),
        store_(store),
        reader_(reader),
        clock_(clock),
        clock_step_(clock),
        options_(options),
        sites_(config, year_of(clock.wall_now())),
        frontier_(reader, clock, frontier_options(config, options.random_seed)),
        stop_(io_),
        changed_(io_),
        judge_(sites_, reader, clock),
        commits_(
            io_, store, config, [this] { return in_flight_; },
            [this] { return judge_.take_learnt(); }),
        control_(
            io_, frontier_, commits_, tally_, [this] { return in_flight_; }, changed_),
        max_in_flight_(
            static_cast<std::size_t>(affordable_pages(std::max(1, config.fetch.max_concurrent)))),
        turns_(io_),
        workers_(io_, config, sites_, store,
                 {options.worker_threads, options.marks_path, options.read_pages, options.rules}) {}

  Result<CrawlTally> run(const Listener& listener) {
    listener_ = &listener;
    auto filter = AddressFilter::create(config_.fetch, list_own_addresses());
    if (!filter) return fail(std::move(filter.error()));
    if (auto ok = workers_.open_memory(); !ok) return fail(std::move(ok.error()));
    auto crawl = begin_crawl(store_, reader_, sites_, config_, clock_.wall_now());
    if (!crawl) return fail(std::move(crawl.error()));
    fetcher_ = std::make_unique<CurlFetcher>(io_, config_.fetch, std::move(*filter), clock_);
    robots_ = std::make_unique<RobotsGate>(io_, *fetcher_, config_.fetch, clock_, this);
    if (!config_.fetch.obey_robots)
      log(LogLevel::kWarning, "crawler", "robots.txt is not asked: obey_robots is off");
    if (auto ok = judge_.open(); !ok) return fail(std::move(ok.error()));
    auto queued = reader_.ready_count();
    if (!queued) return fail(std::move(queued.error()));
    tally_.queued = *queued;
    if (auto ok = workers_.open_marks(reader_); !ok) return fail(std::move(ok.error()));
    status_ = frontier_.load();
    if (!options_.control_path.empty())
      if (auto ok = control_.open(options_.control_path); !ok)  // it crawls all the same
        log(LogLevel::kWarning, "crawler", ok.error().message);
    asio::co_spawn(io_, watch_stop(), asio::detached);
    if (options_.stay == CrawlStay::kWatch)
      asio::co_spawn(io_, give_memory_back(io_), asio::detached);
    asio::co_spawn(io_, commits_.run(), [this](const std::exception_ptr& bug) {
      end_by(bug);
      io_.stop();
    });
    asio::co_spawn(io_, dispatch(), [this](const std::exception_ptr& bug) { end_by(bug); });
    io_.run();
    if (bug_) std::rethrow_exception(bug_);  // ours, or no memory: the program reports it
    if (!status_) return fail(std::move(status_.error()));
    queued = reader_.ready_count();
    if (!queued) return fail(std::move(queued.error()));
    tally_.queued = *queued;
    tally_.in_flight = 0;
    const char* const how = stop_.count() > 0 ? "stopped" : "done";
    const CrawlEnd end{how, tally_.json(), judge_.take_learnt()};
    if (auto ok = end_crawl(store_, *crawl, end, clock_.wall_now()); !ok)
      return fail(std::move(ok.error()));
    return tally_;
  }

  void request_stop() noexcept { stop_.request(); }

  std::optional<RobotsRecord> load(const std::string& origin) override {
    auto record = reader_.robots(origin);
    if (record) return std::move(*record);
    status_ = fail(std::move(record.error()));
    return std::nullopt;
  }
  void keep(RobotsRecord record) override { commits_.keep_robots(std::move(record)); }

 private:
  /// A coroutine ended; by an exception only when we are wrong or out of memory.
  void end_by(const std::exception_ptr& bug) {
    if (!bug) return;
    bug_ = bug;
    io_.stop();
  }

  bool may_begin() const {
    const std::int64_t most = config_.crawl.max_pages;
    return status_ && stop_.count() == 0 && (most == 0 || begun_ < most);
  }

  bool has_room() const { return in_flight_ < max_in_flight_ + commits_.pages_aside(); }

  /// While nobody answers, one page at a time is asked, now and then.
  bool may_take() const {
    if (control_.is_paused() || !has_room()) return false;
    return !outage_.is_on() || (in_flight_ == 0 && clock_.steady_now() >= outage_.next_probe());
  }

  /// The wall clock was set back: what waits must not wait longer for that.
  asio::awaitable<void> follow_clock(std::chrono::milliseconds by) {
    while (in_flight_ > 0) co_await changed_.wait();
    log(LogLevel::kWarning, "crawler",
        "the clock was set back by " + std::to_string(by.count() / 1000) +
            " s: what waits is due as much earlier");
    auto earlier = follow_set_back(reader_, by);
    if (status_) co_await write_now(std::move(earlier));
    auto moved = reschedule(reader_, sites_);
    if (status_) co_await write_now(std::move(moved));
    frontier_.forget_due();
  }

  asio::awaitable<void> write_now(Result<FrontierWork> work) {
    if (!work) {
      status_ = fail(work.error());
      co_return;
    }
    const auto written = co_await commits_.write_now(std::move(*work));
    if (!written) status_ = fail(written.error());
  }

  asio::awaitable<void> dispatch() {
    bool has_more = true;
    while (has_more && may_begin()) {
      if (const auto by = clock_step_.set_back()) co_await follow_clock(*by);
      if (status_ && may_take()) {
        auto taken = frontier_.take();
        if (!taken) status_ = fail(std::move(taken.error()));
        if (taken && *taken) {
          ++in_flight_;
          if (turns_.give((*taken)->id)) continue;
          if (outage_.is_on()) outage_.probe(clock_.steady_now());
          ++begun_;
          asio::co_spawn(io_, carry(std::move(**taken)),
                         [this](const std::exception_ptr& bug) { end_by(bug); });
          continue;
        }
      }
      has_more = co_await wait_for_work();
    }
    in_flight_ += turns_.end();
    while (in_flight_ > 0) co_await changed_.wait();
    commits_.end();
  }

  /// An article's further page waits for its host's turn. False: no more will come.
  asio::awaitable<bool> wait_for_turn(const QueueEntry& entry) {
    if (!turns_.has_room()) co_return false;
    frontier_.take_again(entry);
    --in_flight_;
    changed_.notify();
    commits_.look();
    co_return co_await turns_.wait(entry.id);
  }

  /// Until something may be taken or a page has ended; false when nothing will be.
  asio::awaitable<bool> wait_for_work() {
    SteadyTime until = SteadyTime::max();
    if (has_room() && !control_.is_paused() && status_) {
      const auto next = frontier_.next();
      if (!next) {
        status_ = fail(next.error());
        co_return false;
      }
      const SteadyTime patience =
          clock_.steady_now() + std::chrono::seconds(config_.crawl.patience_s);
      const bool is_worth_it = *next && (options_.stay == CrawlStay::kWatch || (*next)->is_pause ||
                                         (*next)->at <= patience);
      if (is_worth_it && in_flight_ == 0 && options_.stay == CrawlStay::kPass) {
        const auto has_work = frontier_.has_work_until(patience);
        if (!has_work) status_ = fail(has_work.error());
        if (!has_work || !*has_work) co_return false;
      }
      if (is_worth_it) until = (*next)->at;
      if (is_worth_it && outage_.is_on()) until = std::max(until, outage_.next_probe());
      if (has_lost_patience() && in_flight_ == 0) co_return false;
      if (!is_worth_it && in_flight_ == 0 && options_.stay == CrawlStay::kPass) co_return false;
    }
    // A wall clock that is set wakes nobody.
    co_await changed_.wait_until(std::min(until, clock_.steady_now() + kClockLook));
    co_return true;
  }

  /// A pass does not wait for the network for ever.
  bool has_lost_patience() const {
    return options_.stay == CrawlStay::kPass && outage_.is_on() &&
           outage_.duration(clock_.steady_now()).count() > config_.crawl.patience_s;
  }

  asio::awaitable<void> carry(QueueEntry entry) {
    CrawlPage page;
    page.entry = entry;
    page.ended_at = clock_.wall_now();
    keep_status(judge_.prepare(page));
    bool is_kept = static_cast<bool>(status_);
    if (!is_kept || !page.was_fetched()) {
      frontier_.release_unasked(entry);
      changed_.notify();  // the next of its host need not wait for this one's commit
    } else {
      is_kept = co_await fetch(page);
    }
    if (is_kept) co_await commit(page);
    frontier_.settle(entry);
    --in_flight_;
    changed_.notify();
    commits_.look();
  }

  /// The first error of our own world stays.
  void keep_status(Result<void> ok) {
    if (!ok && status_) status_ = std::move(ok);
  }

  FetchFailure bar(const QueueEntry& entry, const Url& url) {
    auto bar = judge_.bar(entry, url);
    if (bar) return std::move(*bar);
    keep_status(fail(std::move(bar.error())));
    return {};
  }

  /// Fetches and reads the page, and what else its article stands on. False: it was cancelled, and
  /// is as if it had never been taken.
  asio::awaitable<bool> fetch(CrawlPage& page) {
    auto fetched = co_await ask(page, page.entry);
    if (!fetched) co_return false;
    const std::vector<std::string> sitemaps = robots_sitemaps(fetched->final_url);
    const PageWorkers::Work process = [&](const PageContext& context) {
      process_page(page, std::move(*fetched), sitemaps, context);
    };
    const PageWorkers::Work join = [&](const PageContext& context) {
      join_page(page, std::move(*fetched), context);
    };
    co_await workers_.read(page, process);
    while (page.parts) {
      QueueEntry part = page.entry;
      part.url = page.parts->wanted;
      part.revisit = {};
      if (!co_await wait_for_turn(part)) {
        if (stop_.count() > 0 || !status_) co_return false;
        cut_off(page);
        break;
      }
      fetched = co_await ask(page, part);
      if (!fetched) co_return false;
      co_await workers_.read(page, join);
    }
    co_return true;
  }

  /// Nothing: it was cancelled.
  asio::awaitable<std::optional<FetchResult>> ask(CrawlPage& page, const QueueEntry& entry) {
    PageFetcher fetcher(*fetcher_, config_.fetch.obey_robots ? robots_.get() : nullptr,
                        config_.fetch, clock_, WhenTooLong::kFail,
                        [this, &entry](const Url& url) { return bar(entry, url); });
    FetchRequest request;
    request.url = entry.url;
    request.etag = entry.revisit.etag;
    request.last_modified = entry.revisit.last_modified;
    if (is_left_unread(page, options_.read_pages)) request.body = BodyWanted::kAsSent;
    PageFetcher::Page fetched = co_await fetcher.fetch_page(request);
    const WallTime ended_at = clock_.wall_now();
    const bool is_cancelled = fetched.result.error == FetchError::kCancelled;
    const bool is_outage = note_answer(outage_, entry.host_id, fetched.result, clock_.steady_now());
    if (is_cancelled || is_outage || !was_asked(fetched.result))
      frontier_.release_unasked(entry);
    else
      page.host = frontier_.release(entry, visit_of(fetched.result, fetched.crawl_delay, ended_at));
    changed_.notify();
    if (!page.parts) {
      page.ended_at = ended_at;
      page.is_outage = is_outage;
    }
    if (is_cancelled) co_return std::nullopt;
    co_return std::move(fetched.result);
  }

  std::vector<std::string> robots_sitemaps(const std::string& href) const {
    const auto url = Url::parse(href);
    const RobotsRules* rules = url ? robots_->rules(*url) : nullptr;
    return rules == nullptr ? std::vector<std::string>() : rules->sitemaps();
  }

  asio::awaitable<void> commit(CrawlPage& page) {
    changed_.notify();  // another may be begun while this one waits
    const Result<std::vector<std::int64_t>> woken = co_await commits_.commit(page);
    if (!woken) {
      keep_status(fail(woken.error()));
      co_return;
    }
    keep_status(frontier_.wake(*woken));
    keep_status(judge_.learn(page));
    tally_.in_flight = static_cast<std::int64_t>(in_flight_);
    tally_.hosts = static_cast<std::int64_t>(frontier_.active_hosts());
    tally_.count(page);
    if (listener_->on_page) listener_->on_page(page, tally_);
  }

  /// Runs as long as the crawl lives.
  asio::awaitable<void> watch_stop() {
    for (bool was_told = false;;) {
      co_await stop_.wait();
      if (stop_.count() == 0) continue;
      tally_.in_flight = static_cast<std::int64_t>(in_flight_);
      if (!was_told && listener_->on_stopping) listener_->on_stopping(tally_);
      if (!was_told) asio::co_spawn(io_, cancel_later(), asio::detached);
      was_told = true;
      changed_.notify();
      if (stop_.count() >= 2) fetcher_->cancel_all();
    }
  }

  asio::awaitable<void> cancel_later() {
    asio::steady_timer timer(io_);
    timer.expires_after(kStopPatience);
    co_await timer.async_wait(asio::use_awaitable);
    fetcher_->cancel_all();
  }

  const Config& config_;
  ArticleStore& store_;
  FrontierReader& reader_;
  const Clock& clock_;
  ClockStep clock_step_;
  OutageWatch outage_;
  CrawlRunOptions options_;
  CrawlSites sites_;
  Frontier frontier_;
  asio::io_context io_{1};
  StopSignal stop_;
  TimedEvent changed_;
  EntryJudge judge_;
  CommitGroup commits_;
  CrawlTally tally_;
  CrawlControl control_;
  std::unique_ptr<CurlFetcher> fetcher_;
  std::unique_ptr<RobotsGate> robots_;
  const Listener* listener_ = nullptr;
  Result<void> status_;  ///< the first error of our own world; ends the run
  std::exception_ptr bug_;
  std::size_t max_in_flight_;
  std::size_t in_flight_ = 0;
  PageTurns turns_;
  std::int64_t begun_ = 0;
  PageWorkers workers_;  ///< last: joined first
};

CrawlRun::CrawlRun(const Config& config, ArticleStore& store, FrontierReader& reader,
                   const Clock& clock, CrawlRunOptions options)
    : impl_(std::make_unique<Impl>(config, store, reader, clock, options)) {}
CrawlRun::~CrawlRun() = default;

Result<CrawlTally> CrawlRun::run(const Listener& listener) { return impl_->run(listener); }
void CrawlRun::request_stop() noexcept { impl_->request_stop(); }

}  // namespace cuttings
