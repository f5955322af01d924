// cuttings db takedown: one article goes; that it was there stays known.
#include <memory>

#include "storage/upkeep/take_down.h"
#include "tools/db_commands.h"
#include "tools/options.h"
#include "tools/parser.h"

namespace cuttings {
namespace {

struct TakedownOptions {
  Takedown takedown;
  MessageOptions messages;
  ConfigOptions config;
};

Result<ExitCode> run_takedown(const TakedownOptions& options) {
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  auto done = take_down(config->store, options.takedown, SystemClock());
  if (!done) return fail(std::move(done.error()));
  options.messages.terminal().note("taken down: " + done->url + ", " +
                                   std::to_string(done->versions) + " versions, " +
                                   std::to_string(done->records) + " WARC records");
  return ExitCode::kOk;
}

}  // namespace

void add_db_takedown_command(CLI::App& db, CommandRun& run) {
  auto options = std::make_shared<TakedownOptions>();  // shared by the parser and the run
  CLI::App& takedown = add_command(
      db,
      {"takedown", "Remove an article's text and raw bytes, keep hashes and the reason",
       "  cuttings db takedown --store archive.db https://example.org/2026/ferry --reason \"...\"\n"
       "Cannot be undone. Backups and exports made before still hold it."},
      [options, &run] { run = [options] { return run_takedown(*options); }; });
  add_argument(takedown, "URL", options->takedown.url, "The article, by any of its addresses",
               Presence::kRequired);
  add_text(takedown, "--reason", options->takedown.reason, "TEXT", "Why; kept in the store");
  add_store_option(takedown, options->config, "The archive; default: store.path, archive.db");
  add_message_options(takedown, options->messages);
  add_config_options(takedown, options->config);
}

}  // namespace cuttings
