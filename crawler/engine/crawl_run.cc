#include "crawler/engine/crawl_run.h"

#include <malloc.h>

#include <algorithm>
#include <exception>
#include <thread>
#include <utility>

#include "config/base/log.h"
#include "config/base/parallel.h"
#include "crawler/address_filter.h"
#include "crawler/clock_step.h"
#include "crawler/control_line.h"
#include "crawler/crawl_sites.h"
#include "crawler/crawl_start.h"
#include "crawler/discovery/source_time.h"
#include "crawler/engine/commit_group.h"
#include "crawler/engine/control_socket.h"
#include "crawler/engine/curl_fetcher.h"
#include "crawler/engine/open_files.h"
#include "crawler/engine/page_fetcher.h"
#include "crawler/engine/robots_gate.h"
#include "crawler/engine/run_on.h"
#include "crawler/engine/stop_signal.h"
#include "crawler/engine/timed_event.h"
#include "crawler/frontier.h"
#include "crawler/outage_watch.h"
#include "crawler/process_page.h"
#include "crawler/reading_marks.h"
#include "crawler/retry_after.h"
#include "crawler/retry_policy.h"
#include "crawler/stored_site_memory.h"
#include "crawler/trap_memory.h"

namespace cuttings {
namespace {

constexpr auto kClockLook = std::chrono::seconds(10);
constexpr std::chrono::minutes kTrimInterval(1);  // a few milliseconds each time
constexpr std::size_t kWordsPerLink = 30;         // of a page that is no list; chosen by hand

FrontierOptions frontier_options(const Config& config, std::uint32_t seed) {
  FrontierOptions options;
  options.max_per_host = config.fetch.max_per_host;
  options.schedule.delay = std::chrono::milliseconds(config.fetch.delay_ms);
  options.merges_addresses = config.crawl.merge_addresses;
  options.random_seed = seed;
  return options;
}

std::size_t worker_count(int wanted) {
  if (wanted > 0) return static_cast<std::size_t>(wanted);
  return core_count();  // more than half of a crawl's processor time is theirs
}

/// Nothing crossed the wire for it: its host owes no pause.
bool was_asked(const FetchResult& fetched) {
  switch (fetched.error) {
    case FetchError::kRobotsDenied:
    case FetchError::kRobotsUnreachable:
    case FetchError::kInvalidUrl:
    case FetchError::kBlockedScheme:
    case FetchError::kBlockedAddress:
    case FetchError::kTakenDown:
      return !fetched.exchanges.empty();
    default:
      return true;
  }
}

/// Whether it earns its pattern of URLs more fetches. A list is kept for what text it has, but a
/// maze of lists must not go on for that; a short article without metadata looks like one but for
/// its few links.
bool pays(const CrawlPage& page) {
  if (!page.is_article()) return false;
  const Article& article = *page.capture.article;
  return article.verdict != Verdict::kNotArticle ||
         article.word_count >= kWordsPerLink * page.links.size();
}

HostVisit visit_of(const PageFetcher::Page& page, WallTime ended_at) {
  const FetchResult& fetched = page.result;
  // A date is meant by the host's own clock: ours may be wrong.
  const WallTime now = parse_source_time(fetched.header("date")).value_or(ended_at);
  HostVisit visit;
  visit.status = fetched.status;
  visit.is_unreachable = is_unreachable(fetched.error) && fetched.status == 0;
  visit.retry_after = parse_retry_after(fetched.header("retry-after"), now);
  visit.duration = std::chrono::milliseconds(fetched.duration_ms);
  visit.crawl_delay = page.crawl_delay;
  // Of the first host only: a redirect may lead elsewhere.
  if (fetched.redirects.empty() && !fetched.exchanges.empty())
    visit.address = fetched.exchanges.front().peer_address;
  return visit;
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
        traps_(reader, clock),
        commits_(
            io_, store, config, [this] { return in_flight_; },
            [this] { return traps_.take_changes(); }),
        control_(io_, [this](std::string line) { return obey(std::move(line)); }),
        max_in_flight_(
            static_cast<std::size_t>(affordable_pages(std::max(1, config.fetch.max_concurrent)))),
        workers_(worker_count(options.worker_threads)) {}

  Result<CrawlTally> run(const Listener& listener) {
    listener_ = &listener;
    auto filter = AddressFilter::create(config_.fetch, list_own_addresses());
    if (!filter) return fail(std::move(filter.error()));
    auto memory = StoredSiteMemory::open(config_.store);
    if (!memory) return fail(std::move(memory.error()));
    site_memory_ = std::move(*memory);
    auto crawl = begin_crawl(store_, reader_, sites_, config_, clock_.wall_now());
    if (!crawl) return fail(std::move(crawl.error()));
    fetcher_ = std::make_unique<CurlFetcher>(io_, config_.fetch, std::move(*filter), clock_);
    robots_ = std::make_unique<RobotsGate>(io_, *fetcher_, config_.fetch, clock_, this);
    if (!config_.fetch.obey_robots)
      log(LogLevel::kWarning, "crawler", "robots.txt is not asked: obey_robots is off");
    auto takedowns = reader_.has_takedowns();
    if (!takedowns) return fail(std::move(takedowns.error()));
    has_takedowns_ = *takedowns;
    auto queued = reader_.ready_count();
    if (!queued) return fail(std::move(queued.error()));
    tally_.queued = *queued;
    if (auto ok = open_marks(); !ok) return fail(std::move(ok.error()));
    status_ = frontier_.load();
    if (!options_.control_path.empty())
      if (auto ok = control_.open(options_.control_path); !ok)  // it crawls all the same
        log(LogLevel::kWarning, "crawler", ok.error().message);
    asio::co_spawn(io_, watch_stop(), asio::detached);
    if (options_.stay == CrawlStay::kWatch) asio::co_spawn(io_, give_memory_back(), asio::detached);
    asio::co_spawn(io_, commits_.run(), [this](const std::exception_ptr& bug) {
      end_by(bug);
      io_.stop();
    });
    asio::co_spawn(io_, dispatch(), [this](const std::exception_ptr& bug) { end_by(bug); });
    io_.run();
    if (bug_) std::rethrow_exception(bug_);  // ours, or no memory: the program reports it
    if (!status_) return fail(std::move(status_.error()));
    const char* const how = stop_.count() > 0 ? "stopped" : "done";
    const CrawlEnd end{how, tally_.json(), traps_.take_changes()};
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

  /// Gives up what earlier runs crashed on. Error kStore.
  Result<void> open_marks() {
    if (options_.marks_path.empty()) return {};
    auto marks = ReadingMarks::open(options_.marks_path);
    if (!marks) {  // it crawls all the same
      log(LogLevel::kWarning, "crawler", marks.error().message);
      return {};
    }
    marks_ = std::move(*marks);
    return give_up_suspects(store_, reader_, *marks_);
  }

  bool may_begin() const {
    const std::int64_t most = config_.crawl.max_pages;
    return status_ && stop_.count() == 0 && (most == 0 || begun_ < most);
  }

  bool has_room() const { return in_flight_ < max_in_flight_ + commits_.pages_aside(); }

  /// While nobody answers, one page at a time is asked, now and then.
  bool may_take() const {
    if (is_paused_ || !has_room()) return false;
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

  /// Takes in whether anybody answered; true when nobody does.
  bool note_answer(const CrawlPage& page, const FetchResult& fetched) {
    const bool was_on = outage_.is_on();
    const SteadyTime now = clock_.steady_now();
    const auto lasted = outage_.duration(now).count();
    if (fetched.status > 0) outage_.answered();
    const bool is_silent = is_unreachable(fetched.error) && fetched.status == 0;
    const bool is_outage = is_silent && outage_.failed(page.entry.host_id, now);
    if (!was_on && outage_.is_on())
      log(LogLevel::kWarning, "crawler",
          "no host has answered for " + std::to_string(lasted) +
              " s: the crawl waits and asks one now and then");
    if (was_on && !outage_.is_on())
      log(LogLevel::kWarning, "crawler",
          "hosts answer again after " + std::to_string(lasted) + " s");
    return is_outage;
  }

  asio::awaitable<void> dispatch() {
    bool has_more = true;
    while (has_more && may_begin()) {
      if (const auto by = clock_step_.set_back()) co_await follow_clock(*by);
      if (status_ && may_take()) {
        auto taken = frontier_.take();
        if (!taken) status_ = fail(std::move(taken.error()));
        if (taken && *taken) {
          if (outage_.is_on()) outage_.probe(clock_.steady_now());
          ++in_flight_;
          ++begun_;
          asio::co_spawn(io_, carry(std::move(**taken)),
                         [this](const std::exception_ptr& bug) { end_by(bug); });
          continue;
        }
      }
      has_more = co_await wait_for_work();
    }
    while (in_flight_ > 0) co_await changed_.wait();
    commits_.end();
  }

  /// Until something may be taken or a page has ended; false when nothing will be.
  asio::awaitable<bool> wait_for_work() {
    SteadyTime until = SteadyTime::max();
    if (has_room() && !is_paused_ && status_) {
      const auto next = frontier_.next();
      if (!next) {
        status_ = fail(next.error());
        co_return false;
      }
      const SteadyTime patience =
          clock_.steady_now() + std::chrono::seconds(config_.crawl.patience_s);
      const bool is_worth_it = *next && (options_.stay == CrawlStay::kWatch || (*next)->is_pause ||
                                         (*next)->at <= patience);
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
    prepare(page);
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

  /// Finds out what the entry is, and whether it is still to be fetched.
  void prepare(CrawlPage& page) {
    page.ended_at = clock_.wall_now();
    const auto url = Url::parse(page.entry.url);
    if (!url) {
      page.refusal = "invalid_url";
      return;
    }
    if (const FetchFailure bar = taken_down(*url)) {
      page.refusal = fetch_error_name(bar.error);
      return;
    }
    if (page.entry.kind == QueueKind::kSource) return prepare_source(page);
    const CrawlSites::Verdict verdict = sites_.judge(*url, page.entry.depth);
    page.refusal = verdict.refusal == LinkRefusal::kNone
                       ? std::string()
                       : std::string(link_refusal_name(verdict.refusal));
    const bool is_link =
        page.entry.kind == QueueKind::kPage && page.entry.found_by == FoundBy::kLink;
    if (is_link && verdict.site != nullptr && page.refusal.empty() &&
        !has_budget(verdict.site->options.url, *url))
      page.refusal = std::string(link_refusal_name(LinkRefusal::kPathBudget));
  }

  bool has_budget(const std::string& site_url, const Url& url) {
    const auto allows = traps_.allows(site_url, url);
    if (!allows && status_) status_ = fail(allows.error());
    return !allows || *allows;
  }

  /// Whether db takedown removed what this URL leads to: it is not asked for again.
  FetchFailure taken_down(const Url& url) {
    if (!has_takedowns_) return {};  // none is added while the store is open for writing
    const auto takedown = reader_.takedown(url);
    if (!takedown && status_) status_ = fail(takedown.error());
    if (takedown && !*takedown) return {};
    return {FetchError::kTakenDown, url.href() + " was taken down", ""};
  }

  void prepare_source(CrawlPage& page) {
    auto source = reader_.source(page.entry.url);
    if (!source) {
      status_ = fail(std::move(source.error()));
      return;
    }
    const CrawlSite* site = *source ? sites_.find((*source)->site_url) : nullptr;
    if (site == nullptr) {
      page.refusal = "site_removed";
      return;
    }
    page.source = std::move(*source);
    page.schedule = site->schedule;
    page.rhythm = rhythm_options(site->schedule.kind);
  }

  /// Fetches and reads the page. False: it was cancelled, and is as if it had never been taken.
  asio::awaitable<bool> fetch(CrawlPage& page) {
    PageFetcher fetcher(*fetcher_, config_.fetch.obey_robots ? robots_.get() : nullptr,
                        config_.fetch, clock_, WhenTooLong::kFail,
                        [this](const Url& url) { return taken_down(url); });
    FetchRequest request;
    request.url = page.entry.url;
    request.etag = page.entry.revisit.etag;
    request.last_modified = page.entry.revisit.last_modified;
    PageFetcher::Page fetched = co_await fetcher.fetch_page(request);
    page.ended_at = clock_.wall_now();
    const bool is_cancelled = fetched.result.error == FetchError::kCancelled;
    page.is_outage = note_answer(page, fetched.result);
    if (is_cancelled || page.is_outage || !was_asked(fetched.result))
      frontier_.release_unasked(page.entry);
    else
      page.host = frontier_.release(page.entry, visit_of(fetched, page.ended_at));
    changed_.notify();
    if (is_cancelled) co_return false;
    const std::vector<std::string> sitemaps = robots_sitemaps(fetched.result.final_url);
    const PageContext context{
        config_, sites_, {site_memory_.get(), options_.rules}, options_.read_pages};
    std::function<bool()> job = [&] {
      const ReadingMarks::Reading reading(marks_.get(), page.entry.id);
      process_page(page, std::move(fetched.result), sitemaps, context);
      // What was kept before most often comes again as it was: it is not packed for nothing.
      if (page.entry.kind == QueueKind::kPage) store_.pack(page.capture);
      return true;
    };
    co_return co_await run_on<bool>(io_, workers_, job);
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
      if (status_) status_ = fail(woken.error());
      co_return;
    }
    if (auto ok = frontier_.wake(*woken); !ok && status_) status_ = std::move(ok);
    learn(page);
    tally_.in_flight = static_cast<std::int64_t>(in_flight_);
    tally_.hosts = static_cast<std::int64_t>(frontier_.active_hosts());
    tally_.count(page);
    if (listener_->on_page) listener_->on_page(page, tally_);
  }

  /// Traps are learnt from what pages found by links brought; of an unread one nobody knows.
  void learn(const CrawlPage& page) {
    const auto url = Url::parse(page.entry.url);
    if (!url || !page.was_fetched() || page.source || page.is_unread()) return;
    if (page.entry.found_by != FoundBy::kLink) return;
    const CrawlSites::Verdict verdict = sites_.judge(*url, page.entry.depth);
    if (verdict.site == nullptr) return;
    std::string via;
    if (page.entry.found_via != 0) {
      auto parent = reader_.entry(page.entry.found_via);
      if (parent && *parent) via = (*parent)->url;
    }
    PageYield yield;
    yield.is_article = pays(page);
    yield.new_article_links = static_cast<int>(page.new_article_links);
    if (auto ok = traps_.record(verdict.site->options.url, *url, via, yield); !ok && status_)
      status_ = std::move(ok);
  }

  /// Does what a control line asks; the answer.
  asio::awaitable<std::string> obey(std::string line) {
    const auto request = parse_control_line(line);
    if (!request) co_return control_refusal(request.error());
    const std::string& what = request->what;
    switch (request->verb) {
      case ControlVerb::kPause:
      case ControlVerb::kResume:
        is_paused_ = request->verb == ControlVerb::kPause;
        break;
      case ControlVerb::kBlock:
        frontier_.hold(what);
        break;
      case ControlVerb::kUnblock:
        if (!frontier_.let_go(what))
          co_return control_refusal({ErrorCode::kNotFound, what + " is not blocked"});
        break;
      case ControlVerb::kRequeue: {
        const auto done = co_await requeue(what);
        if (!done) co_return control_refusal(done.error());
        break;
      }
      case ControlVerb::kStatus:
        co_return control_done(control_status());
    }
    changed_.notify();
    co_return control_done();
  }

  asio::awaitable<Result<void>> requeue(const std::string& href) {
    const auto url = Url::parse(href);
    if (!url) co_return fail(url.error());
    bool is_known = false;
    FrontierWork work = [&](std::span<const Saved>, FrontierWriter& frontier) -> Result<void> {
      const auto known = frontier.requeue(*url);
      if (!known) return fail(known.error());
      is_known = *known;
      return {};
    };
    const auto woken = co_await commits_.write_now(std::move(work));
    if (!woken) co_return fail(woken.error());
    if (!is_known) co_return fail(ErrorCode::kNotFound, href + " is not in the queue");
    ++tally_.queued;
    co_return frontier_.wake(*woken);
  }

  ControlStatus control_status() const {
    ControlStatus status;
    status.is_paused = is_paused_;
    status.fetches = tally_.fetches;
    status.queued = tally_.queued;
    status.in_flight = static_cast<std::int64_t>(in_flight_);
    status.hosts = static_cast<std::int64_t>(frontier_.active_hosts());
    status.blocked.assign(frontier_.held().begin(), frontier_.held().end());
    return status;
  }

  /// Runs as long as the crawl lives.
  asio::awaitable<void> watch_stop() {
    for (bool was_told = false;;) {
      co_await stop_.wait();
      if (stop_.count() == 0) continue;
      tally_.in_flight = static_cast<std::int64_t>(in_flight_);
      if (!was_told && listener_->on_stopping) listener_->on_stopping(tally_);
      was_told = true;
      changed_.notify();
      if (stop_.count() >= 2) fetcher_->cancel_all();
    }
  }

  /// What a burst of pages needed stays with the allocator, more with each larger burst; what is in
  /// use does not grow. Runs as long as the crawl lives.
  asio::awaitable<void> give_memory_back() {
    asio::steady_timer timer(io_);
    for (;;) {
      timer.expires_after(kTrimInterval);
      co_await timer.async_wait(asio::use_awaitable);
      malloc_trim(0);
    }
  }

  const Config& config_;
  ArticleStore& store_;
  FrontierReader& reader_;
  const Clock& clock_;
  ClockStep clock_step_;
  OutageWatch outage_;
  CrawlRunOptions options_;
  CrawlSites sites_;
  std::unique_ptr<StoredSiteMemory> site_memory_;
  Frontier frontier_;
  asio::io_context io_{1};
  StopSignal stop_;
  TimedEvent changed_;
  TrapMemory traps_;
  CommitGroup commits_;
  ControlSocket control_;
  bool is_paused_ = false;
  bool has_takedowns_ = false;
  std::unique_ptr<CurlFetcher> fetcher_;
  std::unique_ptr<RobotsGate> robots_;
  std::unique_ptr<ReadingMarks> marks_;  ///< null: crashes are not counted
  const Listener* listener_ = nullptr;
  Result<void> status_;  ///< the first error of our own world; ends the run
  std::exception_ptr bug_;
  CrawlTally tally_;
  std::size_t max_in_flight_;
  std::size_t in_flight_ = 0;
  std::int64_t begun_ = 0;
  asio::thread_pool workers_;  ///< last: joined first
};

CrawlRun::CrawlRun(const Config& config, ArticleStore& store, FrontierReader& reader,
                   const Clock& clock, CrawlRunOptions options)
    : impl_(std::make_unique<Impl>(config, store, reader, clock, options)) {}
CrawlRun::~CrawlRun() = default;

Result<CrawlTally> CrawlRun::run(const Listener& listener) { return impl_->run(listener); }
void CrawlRun::request_stop() noexcept { impl_->request_stop(); }

}  // namespace cuttings
