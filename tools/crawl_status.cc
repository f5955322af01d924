// cuttings crawl status: how the archive and its crawl are doing.
#include "config/base/text.h"
#include "storage/iso_time.h"
#include "tools/crawl_commands.h"
#include "tools/crawl_report.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"

namespace cuttings {
namespace {

struct StatusOptions {
  bool is_json = false;
  std::string prometheus_path;
  MessageOptions messages;
  ConfigOptions config;
};

Result<ExitCode> run_status(const StatusOptions& options) {
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  auto reader = open_frontier(*config);
  if (!reader) return fail(std::move(reader.error()));
  const WallTime now = SystemClock().wall_now();
  auto report = read_crawl_report(**reader, *config, now);
  if (!report) return fail(std::move(report.error()));
  if (!options.prometheus_path.empty())
    return write_whole(options.prometheus_path, prometheus_of(*report));
  return write_whole("-", options.is_json ? json_of(*report) : text_of(*report, now));
}

}  // namespace

void add_crawl_status_command(CLI::App& crawl, CommandRun& run) {
  auto options = std::make_shared<StatusOptions>();  // shared by the parser and the run
  CLI::App& status =
      add_command(crawl,
                  {"status", "Sites, sources, queue, errors, last run, what is next",
                   "  cuttings crawl status --json\n"
                   "  cuttings crawl status --prometheus /var/lib/node_exporter/cuttings.prom"},
                  [options, &run] { run = [options] { return run_status(*options); }; });
  add_switch(status, "--json", options->is_json, "Print it as JSON");
  add_text(status, "--prometheus", options->prometheus_path, "FILE",
           "Write it for node_exporter's textfile collector");
  add_store_option(status, options->config, "The archive; default: store.path");
  add_message_options(status, options->messages);
  add_config_options(status, options->config);
}

}  // namespace cuttings
