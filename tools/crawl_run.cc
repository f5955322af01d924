// cuttings crawl run: one pass over what is due. cuttings crawl watch: stays for what becomes due.
#include <optional>
#include <random>
#include <thread>

#include "config/base/folder.h"
#include "config/base/log.h"
#include "crawler/engine/control_client.h"
#include "crawler/engine/crawl_run.h"
#include "storage/article_store.h"
#include "storage/sqlite/page_cache.h"
#include "tools/batch_memory.h"
#include "tools/crawl_commands.h"
#include "tools/crawl_progress.h"
#include "tools/crawl_report.h"
#include "tools/disk_room.h"
#include "tools/options.h"
#include "tools/options_hash.h"
#include "tools/output_file.h"
#include "tools/parser.h"
#include "tools/rule_files.h"
#include "tools/sandbox.h"
#include "tools/stop_signals.h"

namespace cuttings {
namespace {

constexpr std::chrono::seconds kLockWait{5};  // SQLite has waited as long by then
constexpr std::chrono::milliseconds kStopLook{200};
constexpr auto kMetricsInterval = std::chrono::minutes(1);  // the queue is counted each time: O(n)

struct RunOptions {
  CrawlStay stay = CrawlStay::kPass;
  std::string prometheus_path;
  MessageOptions messages;
  ConfigOptions config;
  ProgressStyle progress = ProgressStyle::kAuto;
  std::size_t max_pages = 0;
  bool is_json = false;
  bool is_fetch_only = false;
};

Result<void> check_ready(const Config& config) {
  if (has_default_identity(config))
    return fail(ErrorCode::kInvalidArgument, "a crawl does not start under the default user agent",
                "say who you are in [identity] user_agent of cuttings.toml, with an address by "
                "which webmasters reach you");
  if (config.sites.empty())
    return fail(ErrorCode::kInvalidArgument, "no site to crawl",
                "name one: cuttings crawl add https://news.example.org");
  return {};
}

std::string summary_of(const CrawlTally& tally, double seconds) {
  std::string line =
      std::to_string(tally.fetches) + " fetched in " + duration_words(seconds) + " · new " +
      std::to_string(tally.new_articles) + " · changed " + std::to_string(tally.changed) +
      " · unchanged " + std::to_string(tally.unchanged) + " · no article " +
      std::to_string(tally.not_articles) + " · refused " + std::to_string(tally.refused);
  if (tally.unread > 0) line += " · not read yet " + std::to_string(tally.unread);
  if (tally.given_up > 0) line += " · given up " + std::to_string(tally.given_up);
  if (tally.retries > 0) line += " · tried again " + std::to_string(tally.retries);
  line += " · queue " + std::to_string(tally.queued);
  if (tally.bad_sources > 0)
    line += " · failed sources " + std::to_string(tally.bad_sources) +
            " (cuttings crawl status says why)";
  return line;
}

std::string stopping_words(const CrawlTally& tally, CrawlStay stay) {
  return "stopping after " + std::to_string(tally.in_flight) +
         (tally.in_flight == 1 ? " page" : " pages") +
         " in flight; again to stop now; resume: cuttings crawl " +
         (stay == CrawlStay::kWatch ? "watch" : "run");
}

Result<void> write_metrics(const std::string& path, FrontierReader& reader, const Config& config,
                           const Clock& clock) {
  auto report = read_crawl_report(reader, config, clock.wall_now());
  if (!report) return fail(std::move(report.error()));
  auto written = write_whole(path, prometheus_of(*report));
  if (!written) return fail(std::move(written.error()));
  return {};
}

/// The metrics file during a run: written at most once a kMetricsInterval.
class MetricsFile {
 public:
  MetricsFile(std::string path, FrontierReader& reader, const Config& config, const Clock& clock)
      : path_(std::move(path)), reader_(reader), config_(config), clock_(clock) {}

  Result<void> refresh() {
    const SteadyTime now = clock_.steady_now();
    if (path_.empty() || now < next_) return {};
    next_ = now + kMetricsInterval;
    return write_metrics(path_, reader_, config_, clock_);
  }

 private:
  std::string path_;
  FrontierReader& reader_;
  const Config& config_;
  const Clock& clock_;
  SteadyTime next_{};
};

void wake_crawl(void* crawl) { static_cast<CrawlRun*>(crawl)->request_stop(); }

Result<CrawlTally> crawl(const Config& config, ArticleStore& store, FrontierReader& reader,
                         const Terminal& terminal, CrawlProgress& progress, const Clock& clock,
                         const RuleSet& rules, const RunOptions& wanted) {
  CrawlRunOptions options;
  options.rules = &rules;
  options.stay = wanted.stay;
  options.read_pages = wanted.is_fetch_only ? ReadPages::kLater : ReadPages::kNow;
  if (wanted.stay == CrawlStay::kWatch) options.control_path = control_path(config.store.path);
  options.marks_path = config.store.path + "-reading";
  options.random_seed = std::random_device{}();
  CrawlRun run(config, store, reader, clock, options);
  const StopListener stop(wake_crawl, &run, StopWords::kByListener);
  MetricsFile metrics(wanted.prometheus_path, reader, config, clock);
  CrawlRun::Listener listener;
  listener.on_page = [&](const CrawlPage& page, const CrawlTally& tally) {
    progress.show(page, tally);
    if (auto ok = metrics.refresh(); !ok) terminal.note(ok.error().message);
  };
  listener.on_stopping = [&](const CrawlTally& tally) {
    progress.hide();
    terminal.note(stopping_words(tally, wanted.stay));
  };
  return run.run(listener);
}

/// One run over the store, from opening it. Nothing: another process crawls there already.
Result<std::optional<CrawlTally>> crawl_once(const Config& config, const Terminal& terminal,
                                             CrawlProgress& progress, const Clock& clock,
                                             const RuleFiles& rules, const RunOptions& options) {
  auto store = ArticleStore::open(config.store, clock);
  if (!store && store.error().code == ErrorCode::kBusy) {  // a timer's second run is no failure
    terminal.note(store.error().message + ": nothing to do here");
    return std::optional<CrawlTally>();
  }
  if (!store) return fail(std::move(store.error()));
  (*store)->set_options_hash(options_hash(config.extract, rules.digest));
  auto reader = FrontierReader::open(config.store);
  if (!reader) return fail(std::move(reader.error()));
  auto tally = crawl(config, **store, **reader, terminal, progress, clock, rules.rules, options);
  progress.hide();
  if (!tally) return fail(std::move(tally.error()));
  if (!options.prometheus_path.empty())
    if (auto ok = write_metrics(options.prometheus_path, **reader, config, clock); !ok)
      return fail(std::move(ok.error()));
  return std::optional(std::move(*tally));
}

/// False when the user asked to stop.
bool wait_a_while() {
  const auto until = std::chrono::steady_clock::now() + kLockWait;
  while (!is_stop_requested() && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(kStopLook);
  return !is_stop_requested();
}

/// A watch on a full disk waits, with the store closed, and begins anew when there is room; so it
/// does while another program has locked the database.
Result<std::optional<CrawlTally>> crawl_in_spite_of_the_machine(
    const Config& config, const Terminal& terminal, CrawlProgress& progress, const Clock& clock,
    const RuleFiles& rules, const RunOptions& options) {
  const DiskRoom room(config.store);
  for (bool was_told = false;;) {
    auto tally = crawl_once(config, terminal, progress, clock, rules, options);
    if (tally || options.stay != CrawlStay::kWatch || is_stop_requested()) return tally;
    const bool is_locked = tally.error().code == ErrorCode::kLocked;
    if (!is_locked && !room.is_short(tally.error())) return tally;
    const std::uint64_t left = room.left();  // before the user reads it and makes room
    const char* const words = is_locked ? ": the watch waits until it is let go"
                                        : ": the watch waits until there is room";
    if (!is_locked || !was_told)
      log(LogLevel::kWarning, "crawler",
          tally.error().message + words + "; nothing stored was lost");
    was_told = is_locked;  // it is tried every few seconds
    if (is_locked ? !wait_a_while() : !room.wait_for_more_than(left))
      return std::optional<CrawlTally>();
    if (!is_locked) terminal.note("the watch goes on");
  }
}

Result<ExitCode> run_crawl(const RunOptions& options) {
  const Terminal terminal = options.messages.terminal();
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  if (options.max_pages > 0) config->crawl.max_pages = static_cast<std::int64_t>(options.max_pages);
  if (auto ok = check_ready(*config); !ok) return fail(std::move(ok.error()));
  SandboxPaths paths = sandbox_paths(*config, /*has_store=*/true);
  if (!options.prometheus_path.empty())
    paths.writable.push_back(folder_of(options.prometheus_path));
  if (auto ok = enter_sandbox(config->process.sandbox, paths, SandboxNetwork::kOpen); !ok)
    return fail(ok.error());
  auto rules = load_rules(config->extract.rules, terminal);
  if (!rules) return fail(std::move(rules.error()));
  if (options.stay == CrawlStay::kWatch)
    sqlite::reserve_page_cache();
  else
    keep_freed_memory();
  const SystemClock clock;
  CrawlProgress progress(options.progress, terminal, clock);
  auto tally = crawl_in_spite_of_the_machine(*config, terminal, progress, clock, *rules, options);
  if (!tally) return fail(std::move(tally.error()));
  if (!*tally) return stop_exit_code();
  terminal.note(summary_of(**tally, progress.elapsed_s()));
  if (options.is_json) {
    auto written = write_whole("-", render_crawl_json(**tally, progress.elapsed_s()) + "\n");
    if (!written) return written;
  }
  return stop_exit_code();
}

void add_run_options(CLI::App& command, RunOptions& options) {
  add_count(command, "--max-pages", options.max_pages, 1'000'000'000, "End after so many pages");
  add_switch(command, "--json", options.is_json, "Print the summary as JSON");
  add_switch(command, "--fetch-only", options.is_fetch_only,
             "Keep new pages as they come, without reading them; `import` of the WARC files does");
  add_text(command, "--prometheus", options.prometheus_path, "FILE",
           "Keep it for node_exporter's textfile collector: every minute and at the end");
  add_network_options(command, options.config);
  add_store_option(command, options.config, "The archive; default: store.path");
  add_sandbox_option(command, options.config);
  add_progress_option(command, options.progress);
  add_message_options(command, options.messages);
  add_config_options(command, options.config);
}

}  // namespace

void add_crawl_run_command(CLI::App& crawl, CommandRun& run) {
  auto options = std::make_shared<RunOptions>();  // shared by the parser and the run
  CLI::App& command =
      add_command(crawl,
                  {"run", "Fetch what is due, then end",
                   "  cuttings crawl run\n"
                   "  cuttings crawl run --progress json --max-pages 1000\n"
                   "  cuttings crawl run --fetch-only && cuttings import warc/*.warc.gz"},
                  [options, &run] { run = [options] { return run_crawl(*options); }; });
  add_run_options(command, *options);
}

void add_crawl_watch_command(CLI::App& crawl, CommandRun& run) {
  auto options = std::make_shared<RunOptions>();  // shared by the parser and the run
  options->stay = CrawlStay::kWatch;
  CLI::App& command =
      add_command(crawl,
                  {"watch", "Stay, and fetch what becomes due, until Ctrl-C or SIGTERM",
                   "  cuttings crawl watch\n"
                   "  cuttings crawl watch --prometheus /var/lib/node_exporter/cuttings.prom"},
                  [options, &run] { run = [options] { return run_crawl(*options); }; });
  add_run_options(command, *options);
}

}  // namespace cuttings
