// cuttings db compact: raw bytes in less room, and back.
#include <memory>

#include "config/base/text.h"
#include "extractor/render/json_writer.h"
#include "storage/upkeep/compact_store.h"
#include "tools/db_commands.h"
#include "tools/open_archive.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"

namespace cuttings {
namespace {

struct CompactOptions {
  std::string older_than;
  bool is_undo = false, is_json = false;
  MessageOptions messages;
  ConfigOptions config;
};

Result<Compaction> compaction_of(const CompactOptions& options) {
  Compaction compaction;
  if (options.is_undo) compaction.direction = CompactDirection::kUndo;
  if (options.older_than.empty()) return compaction;
  auto age = parse_older_than(options.older_than);
  if (!age) return fail(std::move(age.error()));
  compaction.min_age = *age;
  return compaction;
}

// File and the archive that points at it too.
using SharedFiles = std::vector<std::pair<std::string, std::string>>;

std::string json_of(const std::vector<CompactedFile>& files, const SharedFiles& shared) {
  JsonWriter json(JsonStyle::kLine);
  json.begin_object();
  json.key("files"), json.begin_array();
  for (const CompactedFile& file : files) {
    json.begin_object();
    json.key("file"), json.string(file.file);
    json.key("target"), json.string(file.target);
    json.key("records"), json.number(file.records);
    json.key("bytes_before"), json.number(static_cast<std::size_t>(file.bytes_before));
    json.key("bytes_after"), json.number(static_cast<std::size_t>(file.bytes_after));
    json.end_object();
  }
  json.end_array();
  json.key("shared"), json.begin_array();
  for (const auto& [file, store] : shared) {
    json.begin_object();
    json.key("file"), json.string(file);
    json.key("store"), json.string(store);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take() + "\n";
}

std::string text_of(const std::vector<CompactedFile>& files) {
  std::uint64_t before = 0, after = 0;
  for (const CompactedFile& file : files) before += file.bytes_before, after += file.bytes_after;
  if (files.empty()) return "nothing to rewrite\n";
  return std::to_string(files.size()) + " files: " + std::to_string(before) + " bytes, now " +
         std::to_string(after) + "\n";
}

Result<ExitCode> run_compact(const CompactOptions& options) {
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  auto compaction = compaction_of(options);
  if (!compaction) return fail(std::move(compaction.error()));
  const Terminal terminal = options.messages.terminal();
  std::vector<CompactedFile> files;
  SharedFiles shared;
  CompactionWatch watch;
  watch.on_file = [&](const CompactedFile& file) {
    files.push_back(file);
    terminal.detail(file.file + " is now " + file.target);
  };
  watch.on_shared = [&](const std::string& file, const std::string& store) {
    shared.emplace_back(file, store);
    terminal.detail(file + " stays as it is");
  };
  auto done = compact_store(config->store, *compaction, SystemClock(), watch);
  if (!done) return fail(store_error(std::move(done.error())));
  if (!shared.empty())
    terminal.note(std::to_string(shared.size()) + " WARC files stay as they are, since " +
                  shared.front().second + " points at them too");
  return write_whole("-", options.is_json ? json_of(files, shared) : text_of(files));
}

}  // namespace

void add_db_compact_command(CLI::App& db, CommandRun& run) {
  auto options = std::make_shared<CompactOptions>();  // shared by the parser and the run
  CLI::App& compact = add_command(
      db,
      {"compact", "Keep raw bytes in less room; nothing is lost, all commands read them",
       "  cuttings db compact --store archive.db --older-than 30d\n"
       "  cuttings db compact --store archive.db --undo\n"
       "--undo makes plain .warc.gz files again, which replay tools read."},
      [options, &run] { run = [options] { return run_compact(*options); }; });
  add_text(compact, "--older-than", options->older_than, "AGE",
           "Only files that were last written to longer ago: 30d, 4w, 12h");
  add_switch(compact, "--undo", options->is_undo, "Make plain WARC files of compact ones");
  add_switch(compact, "--json", options->is_json, "Print what was done as JSON");
  add_store_option(compact, options->config, "The archive; default: store.path, archive.db");
  add_message_options(compact, options->messages);
  add_config_options(compact, options->config);
}

}  // namespace cuttings
