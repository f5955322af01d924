// cuttings diff: what changed between two versions of an article, word by word.
#include "config/base/text.h"
#include "storage/word_diff.h"
#include "tools/command.h"
#include "tools/diff_output.h"
#include "tools/open_archive.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"

namespace cuttings {
namespace {

struct DiffOptions {
  std::string url;
  std::size_t from = 0, to = 0;  // 0: the one before, the current one
  bool is_json = false;
  OutputOptions output;
  MessageOptions messages;
  ConfigOptions config;
};

Result<const VersionRecord*> version_of(const History& history, std::size_t number) {
  for (const VersionRecord& version : history.versions)
    if (static_cast<std::size_t>(version.version) == number) return &version;
  return fail(ErrorCode::kNotFound, "no version " + std::to_string(number) + " of " + history.url,
              "it has " + std::to_string(history.versions.size()) + ": see cuttings history " +
                  history.url);
}

Result<VersionDiff> make_diff(const History& history, const DiffOptions& options) {
  const std::size_t last = history.versions.size();
  const std::size_t to = options.to != 0 ? options.to : last;
  const std::size_t from = options.from != 0 ? options.from : (to > 1 ? to - 1 : to);
  auto after = version_of(history, to);
  if (!after) return fail(std::move(after.error()));
  auto before = version_of(history, from);
  if (!before) return fail(std::move(before.error()));
  return diff_versions(history.url, **before, **after);
}

Result<std::string> render(const VersionDiff& diff, const DiffOptions& options,
                           const Terminal& terminal) {
  const bool is_stdout = options.output.path.empty() || options.output.path == "-";
  const bool is_terminal = is_stdout && terminal.stdout_is_terminal();
  if (options.is_json) return diff_json(diff);
  switch (choose_format(options.output.format, options.output.path, is_terminal)) {
    case Format::kText:
    case Format::kReading:
      return diff_text(
          diff, is_stdout && terminal.colors_stdout() ? DiffMarks::kColours : DiffMarks::kBrackets);
    case Format::kJson:
      return diff_json(diff);
    case Format::kHtml:
      return diff_html(diff);
    default:
      return fail(ErrorCode::kInvalidArgument, "diff has no such format",
                  "use -f txt, json or html");
  }
}

Result<ExitCode> run_diff(const DiffOptions& options) {
  const Terminal terminal = options.messages.terminal();
  auto history = read_history(options.config, options.url);
  if (!history) return fail(std::move(history.error()));
  if (history->versions.size() < 2) terminal.note("there is one version only: nothing has changed");
  auto diff = make_diff(*history, options);
  if (!diff) return fail(std::move(diff.error()));
  auto text = render(*diff, options, terminal);
  if (!text) return fail(std::move(text.error()));
  return write_whole(options.output.path, *text);
}

}  // namespace

void add_diff_command(CLI::App& program, CommandRun& run) {
  auto options = std::make_shared<DiffOptions>();  // shared by the parser and the run
  CLI::App& diff =
      add_command(program,
                  {"diff", "Show what changed between two versions of an article",
                   "  cuttings diff https://example.org/2026/ferry\n"
                   "  cuttings diff --from 1 --to 3 -o ferry.html https://example.org/2026/ferry"},
                  [options, &run] { run = [options] { return run_diff(*options); }; });
  add_argument(diff, "URL", options->url, "The article's address", Presence::kRequired);
  add_count(diff, "--from", options->from, 1'000'000'000,
            "The older version; default: the one before");
  add_count(diff, "--to", options->to, 1'000'000'000,
            "The newer version; default: the current one");
  add_switch(diff, "--json", options->is_json, "As -f json");
  add_output_options(diff, options->output);
  add_store_option(diff, options->config, "The archive; default: store.path, archive.db");
  add_message_options(diff, options->messages);
  add_config_options(diff, options->config);
}

}  // namespace cuttings
