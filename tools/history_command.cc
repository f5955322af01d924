// cuttings history: the versions of an article and what each changed.
#include "config/base/text.h"
#include "extractor/render/json_writer.h"
#include "tools/command.h"
#include "tools/open_archive.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"

namespace cuttings {
namespace {

struct HistoryOptions {
  std::string url;
  bool is_json = false;
  MessageOptions messages;
  ConfigOptions config;
};

/// "v2  2026-02-04 09:00  418 words  +12 −4  title, text"
std::string line_of(const VersionRecord& version) {
  std::string line = "v" + std::to_string(version.version) + "  " +
                     version.captured_at.substr(0, 10) + " " + version.captured_at.substr(11, 5) +
                     "  " + std::to_string(version.word_count) + " words  ";
  if (version.version == 1)
    line += "new";
  else
    line += "+" + std::to_string(version.words_added) + " −" +
            std::to_string(version.words_removed) + "  " + join(version.changed_fields, ", ");
  if (version.is_minor) line += "  (minor)";
  return line + "\n";
}

/// "alive  2026-02-04 - 2026-03-01  12 checks"
std::string line_of(const LivenessRun& run) {
  std::string line = run.state + "  " + run.since_at.substr(0, 10);
  if (run.last_at.substr(0, 10) != run.since_at.substr(0, 10))
    line += " – " + run.last_at.substr(0, 10);
  line += "  " + std::to_string(run.checks) + (run.checks == 1 ? " check" : " checks");
  return line + (run.moved_to.empty() ? "" : "  to " + run.moved_to) + "\n";
}

std::string text_of(const History& history) {
  std::string text = history.url + "\n";
  if (!history.versions.empty()) text += history.versions.back().title + "\n";
  if (!history.gone_at.empty()) text += "gone since " + history.gone_at + "\n";
  if (!history.taken_down_at.empty())
    text += "taken down " + history.taken_down_at +
            (history.takedown_reason.empty() ? "" : ": " + history.takedown_reason) + "\n";
  for (const VersionRecord& version : history.versions) text += line_of(version);
  if (!history.liveness.empty()) text += "page\n";
  for (const LivenessRun& run : history.liveness) text += "  " + line_of(run);
  return escape_for_terminal(text, LineMode::kKeepLines);
}

void write_version(JsonWriter& json, const VersionRecord& version) {
  json.begin_object();
  const auto text = [&](std::string_view name, const std::string& value) {
    json.key(name), json.string_or_null(value);
  };
  const auto number = [&](std::string_view name, std::int64_t value) {
    json.key(name), json.number(static_cast<std::size_t>(value));
  };
  number("version", version.version);
  text("captured_at", version.captured_at), text("last_seen_at", version.last_seen_at);
  text("title", version.title);
  json.key("authors"), json.strings(version.authors);
  text("date_published", version.date_published), text("date_modified", version.date_modified);
  number("word_count", version.word_count);
  json.key("changed_fields"), json.strings(version.changed_fields);
  number("words_added", version.words_added), number("words_removed", version.words_removed);
  json.key("is_minor"), json.boolean(version.is_minor);
  json.key("is_current"), json.boolean(version.is_current);
  text("content_hash", version.content_hash);
  json.end_object();
}

std::string json_of(const History& history) {
  JsonWriter json(JsonStyle::kPretty);
  json.begin_object();
  json.key("url"), json.string(history.url);
  json.key("gone_at"), json.string_or_null(history.gone_at);
  json.key("taken_down_at"), json.string_or_null(history.taken_down_at);
  json.key("takedown_reason"), json.string_or_null(history.takedown_reason);
  json.key("liveness"), json.begin_array();
  for (const LivenessRun& run : history.liveness) {
    json.begin_object();
    json.key("state"), json.string(run.state);
    json.key("since_at"), json.string(run.since_at);
    json.key("last_at"), json.string(run.last_at);
    json.key("checks"), json.number(static_cast<std::size_t>(run.checks));
    json.key("moved_to"), json.string_or_null(run.moved_to);
    json.end_object();
  }
  json.end_array();
  json.key("versions"), json.begin_array();
  for (const VersionRecord& version : history.versions) write_version(json, version);
  json.end_array();
  json.end_object();
  return json.take() + "\n";
}

Result<ExitCode> run_history(const HistoryOptions& options) {
  auto history = read_history(options.config, options.url);
  if (!history) return fail(std::move(history.error()));
  return write_whole("-", options.is_json ? json_of(*history) : text_of(*history));
}

}  // namespace

void add_history_command(CLI::App& program, CommandRun& run) {
  auto options = std::make_shared<HistoryOptions>();  // shared by the parser and the run
  CLI::App& history =
      add_command(program,
                  {"history", "Show the versions of an article, and what each changed",
                   "  cuttings history https://example.org/2026/ferry"},
                  [options, &run] { run = [options] { return run_history(*options); }; });
  add_argument(history, "URL", options->url, "The article's address", Presence::kRequired);
  add_switch(history, "--json", options->is_json, "Print it as JSON");
  add_store_option(history, options->config, "The archive; default: store.path, archive.db");
  add_message_options(history, options->messages);
  add_config_options(history, options->config);
}

}  // namespace cuttings
