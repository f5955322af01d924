// cuttings db reindex: makes the indexes that search reads anew.
#include <memory>
#include <optional>

#include "storage/upkeep/reindex.h"
#include "tools/db_commands.h"
#include "tools/open_archive.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"
#include "tools/progress.h"
#include "tools/stop_signals.h"

namespace cuttings {
namespace {

struct ReindexOptions {
  MessageOptions messages;
  ConfigOptions config;
  ProgressStyle progress = ProgressStyle::kAuto;
};

Result<ExitCode> run_reindex(const ReindexOptions& options) {
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  const Terminal terminal = options.messages.terminal();
  const SystemClock clock;
  std::size_t count = 0;
  std::optional<Progress> progress;
  ReindexWatch watch;
  watch.begin = [&](std::size_t articles) {
    count = articles;
    progress.emplace(options.progress, articles, terminal, clock);
  };
  watch.on_article = [&] {
    progress->add(Progress::Outcome::kOk, "article");
    return !is_stop_requested();
  };
  auto done = reindex(config->store, clock, watch);
  if (progress) progress->hide();
  if (!done) return fail(store_error(std::move(done.error())));
  if (!*done) {
    terminal.note("stopped: the indexes are as they were");
    return stop_exit_code();
  }
  return write_whole("-", "indexed " + std::to_string(count) + " articles\n");
}

}  // namespace

void add_db_reindex_command(CLI::App& db, CommandRun& run) {
  auto options = std::make_shared<ReindexOptions>();  // shared by the parser and the run
  CLI::App& reindex = add_command(
      db,
      {"reindex", "Make the indexes that search reads anew, when `db check` finds them wrong",
       "  cuttings db reindex --store archive.db\n"
       "Needs some room beside the archive. All at once: after a stop or a kill the archive is as"
       " it was."},
      [options, &run] { run = [options] { return run_reindex(*options); }; });
  add_store_option(reindex, options->config, "The archive; default: store.path, archive.db");
  add_progress_option(reindex, options->progress);
  add_message_options(reindex, options->messages);
  add_config_options(reindex, options->config);
}

}  // namespace cuttings
