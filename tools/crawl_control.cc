// cuttings crawl control: tells a watch that runs what to do.
#include "crawler/control_line.h"
#include "crawler/engine/control_client.h"
#include "tools/crawl_commands.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"

namespace cuttings {
namespace {

struct ControlOptions {
  std::string store;
  std::vector<std::string> words;
  MessageOptions messages;
};

Result<ExitCode> run_control(const ControlOptions& options) {
  const auto request = control_request(options.words);
  if (!request) return fail(request.error());
  auto line = ask_control(control_path(options.store), control_line(*request));
  if (!line) return fail(std::move(line.error()));
  auto answer = control_answer(*line);
  if (!answer) return fail(std::move(answer.error()));
  return write_whole("-", *answer + "\n");
}

}  // namespace

void add_crawl_control_command(CLI::App& crawl, CommandRun& run) {
  auto options = std::make_shared<ControlOptions>();  // shared by the parser and the run
  CLI::App& control = add_command(
      crawl,
      {"control", "Tell a watch that runs: pause, resume, block, unblock, requeue, status",
       "  cuttings crawl control archive.db pause\n"
       "  cuttings crawl control archive.db block news.example.org\n"
       "  cuttings crawl control archive.db requeue https://news.example.org/2026/ferry\n"
       "  cuttings crawl control archive.db status"},
      [options, &run] { run = [options] { return run_control(*options); }; });
  add_argument(control, "STORE", options->store, "The archive its watch writes",
               Presence::kRequired);
  add_arguments(control, "COMMAND", options->words,
                "pause, resume, block HOST, unblock HOST, requeue URL or status");
  add_message_options(control, options->messages);
}

}  // namespace cuttings
