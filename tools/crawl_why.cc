// cuttings crawl why: what was decided about a URL, by which rule, and what comes next.
#include "tools/crawl_commands.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"
#include "tools/why_report.h"

namespace cuttings {
namespace {

struct WhyOptions {
  std::string url;
  bool is_json = false;
  MessageOptions messages;
  ConfigOptions config;
};

Result<ExitCode> run_why(const WhyOptions& options) {
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  auto url = parse_site_url(options.url);
  if (!url) return fail(std::move(url.error()));
  auto reader = open_frontier(*config);
  if (!reader) return fail(std::move(reader.error()));
  const WallTime now = SystemClock().wall_now();
  auto report = read_why_report(*url, **reader, *config, now);
  if (!report) return fail(std::move(report.error()));
  return write_whole("-", options.is_json ? json_of(*report) : text_of(*report, now));
}

}  // namespace

void add_crawl_why_command(CLI::App& crawl, CommandRun& run) {
  auto options = std::make_shared<WhyOptions>();  // shared by the parser and the run
  CLI::App& why = add_command(crawl,
                              {"why", "Say what was decided about a URL, and by which rule",
                               "  cuttings crawl why https://news.example.org/private/x\n"
                               "  cuttings crawl why --json https://news.example.org/private/x"},
                              [options, &run] { run = [options] { return run_why(*options); }; });
  add_argument(why, "URL", options->url, "The address", Presence::kRequired);
  add_switch(why, "--json", options->is_json, "Print it as JSON");
  add_store_option(why, options->config, "The archive; default: store.path");
  add_message_options(why, options->messages);
  add_config_options(why, options->config);
}

}  // namespace cuttings
