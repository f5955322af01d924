// cuttings crawl run: one pass over what is due.
#include <random>

#include "crawler/engine/crawl_run.h"
#include "storage/article_store.h"
#include "tools/crawl_commands.h"
#include "tools/crawl_progress.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"
#include "tools/stop_signals.h"

namespace cuttings {
namespace {

struct RunOptions {
  MessageOptions messages;
  ConfigOptions config;
  ProgressStyle progress = ProgressStyle::kAuto;
  std::size_t max_pages = 0;
  bool is_json = false;
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
  if (tally.given_up > 0) line += " · given up " + std::to_string(tally.given_up);
  if (tally.retries > 0) line += " · tried again " + std::to_string(tally.retries);
  line += " · queue " + std::to_string(tally.queued);
  return line;
}

std::string stopping_words(const CrawlTally& tally) {
  return "stopping after " + std::to_string(tally.in_flight) +
         (tally.in_flight == 1 ? " page" : " pages") +
         " in flight; again to stop now; resume: cuttings crawl run";
}

void wake_crawl(void* crawl) { static_cast<CrawlRun*>(crawl)->request_stop(); }

Result<CrawlTally> crawl(const Config& config, ArticleStore& store, FrontierReader& reader,
                         const Terminal& terminal, CrawlProgress& progress, const Clock& clock) {
  CrawlRunOptions options;
  options.random_seed = std::random_device{}();
  CrawlRun run(config, store, reader, clock, options);
  const StopListener stop(wake_crawl, &run, StopWords::kByListener);
  CrawlRun::Listener listener;
  listener.on_page = [&](const CrawlPage& page, const CrawlTally& tally) {
    progress.show(page, tally);
  };
  listener.on_stopping = [&](const CrawlTally& tally) {
    progress.hide();
    terminal.note(stopping_words(tally));
  };
  return run.run(listener);
}

Result<ExitCode> run_crawl(const RunOptions& options) {
  const Terminal terminal = options.messages.terminal();
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  if (options.max_pages > 0) config->crawl.max_pages = static_cast<std::int64_t>(options.max_pages);
  if (auto ok = check_ready(*config); !ok) return fail(std::move(ok.error()));
  const SystemClock clock;
  auto store = ArticleStore::open(config->store, clock);
  if (!store && store.error().code == ErrorCode::kBusy) {  // a timer's second run is no failure
    terminal.note(store.error().message + ": nothing to do here");
    return ExitCode::kOk;
  }
  if (!store) return fail(std::move(store.error()));
  auto reader = FrontierReader::open(config->store);
  if (!reader) return fail(std::move(reader.error()));
  CrawlProgress progress(options.progress, terminal, clock);
  auto tally = crawl(*config, **store, **reader, terminal, progress, clock);
  progress.hide();
  if (!tally) return fail(std::move(tally.error()));
  terminal.note(summary_of(*tally, progress.elapsed_s()));
  if (options.is_json) {
    auto written = write_whole("-", render_crawl_json(*tally, progress.elapsed_s()) + "\n");
    if (!written) return written;
  }
  return stop_exit_code();
}

}  // namespace

void add_crawl_run_command(CLI::App& crawl, CommandRun& run) {
  auto options = std::make_shared<RunOptions>();  // shared by the parser and the run
  CLI::App& command =
      add_command(crawl,
                  {"run", "Fetch what is due, then end",
                   "  cuttings crawl run\n"
                   "  cuttings crawl run --progress json --max-pages 1000"},
                  [options, &run] { run = [options] { return run_crawl(*options); }; });
  add_count(command, "--max-pages", options->max_pages, 1'000'000'000, "End after so many pages");
  add_switch(command, "--json", options->is_json, "Print the summary as JSON");
  add_network_options(command, options->config);
  add_store_option(command, options->config, "The archive; default: store.path");
  add_progress_option(command, options->progress);
  add_message_options(command, options->messages);
  add_config_options(command, options->config);
}

}  // namespace cuttings
