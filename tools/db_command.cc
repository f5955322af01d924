// cuttings db: looks after an archive: is it sound, how large is it, a copy of it.
#include <memory>

#include "config/base/folder.h"
#include "config/base/text.h"
#include "extractor/render/json_writer.h"
#include "storage/schema/schema.h"
#include "storage/upkeep/back_up_store.h"
#include "storage/upkeep/check_store.h"
#include "storage/upkeep/export_warc.h"
#include "storage/upkeep/store_stats.h"
#include "storage/upkeep/verify_store.h"
#include "tools/command.h"
#include "tools/db_commands.h"
#include "tools/open_archive.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"
#include "tools/progress.h"

namespace cuttings {
namespace {

constexpr std::size_t kRowsShown = 20;  // of sites and of days; --json has all

struct DbOptions {
  bool is_json = false;
  std::string target;
  MessageOptions messages;
  ConfigOptions config;
  ProgressStyle progress = ProgressStyle::kAuto;
};

std::string json_of(const Findings& findings) {
  JsonWriter json(JsonStyle::kLine);
  json.begin_object();
  json.key("examined"), json.number(findings.examined);
  json.key("left_out"), json.string(findings.left_out);
  json.key("taken_down"), json.number(findings.taken_down);
  json.key("removed_bodies"), json.number(findings.removed_bodies);
  json.key("findings"), json.begin_array();
  for (const Finding& finding : findings.all) {
    json.begin_object();
    json.key("kind"), json.string(finding.kind);
    json.key("place"), json.string(finding.place);
    json.key("url"), json.string(finding.url);
    json.key("what"), json.string(finding.what);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take() + "\n";
}

std::string count_of(std::size_t count, std::string_view what) {
  return std::to_string(count) + std::string(what);
}

std::string text_of(const Findings& findings, std::string_view examined) {
  std::string text;
  for (const Finding& finding : findings.all) {
    std::string line = finding.kind;
    for (const std::string* part : {&finding.place, &finding.url})
      if (!part->empty()) line += "  " + *part;
    text += escape_for_terminal(line + ": " + finding.what, LineMode::kOneLine) + "\n";
  }
  const std::string count = std::to_string(findings.examined) + std::string(examined);
  text += findings.all.empty() ? "sound: " + count
                               : std::to_string(findings.all.size()) + " findings in " + count;
  text += "\n";
  if (findings.taken_down != 0) text += count_of(findings.taken_down, " taken down, by intent\n");
  if (findings.removed_bodies != 0)
    text += count_of(findings.removed_bodies, " pages without raw bytes, by intent\n");
  if (!findings.left_out.empty()) text += "left out: " + findings.left_out + "\n";
  return text;
}

Result<ExitCode> print_findings(const DbOptions& options, Result<Findings> findings,
                                std::string_view examined) {
  if (!findings) return fail(store_error(std::move(findings.error())));
  auto done = write_whole("-", options.is_json ? json_of(*findings) : text_of(*findings, examined));
  if (!done) return done;
  return findings->all.empty() ? ExitCode::kOk : ExitCode::kStore;
}

Result<ExitCode> run_check(const DbOptions& options) {
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  return print_findings(options, check_store(config->store), " rows and pointers");
}

Result<ExitCode> run_verify(const DbOptions& options) {
  const Terminal terminal = options.messages.terminal();
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  const SystemClock clock;
  Progress progress(options.progress, 0, terminal, clock);
  auto findings =
      verify_store(config->store, [&progress] { progress.add(Progress::Outcome::kOk, "record"); });
  progress.hide();
  return print_findings(options, std::move(findings), " rows and records");
}

template <class Number>
void write_count(JsonWriter& json, std::string_view name, Number value) {
  json.key(name), json.number(static_cast<std::size_t>(value));
}

void write_rows(JsonWriter& json, std::string_view name, const std::vector<StatsRow>& rows) {
  json.key(name), json.begin_array();
  for (const StatsRow& row : rows) {
    json.begin_object();
    json.key("name"), json.string(row.name);
    write_count(json, "articles", row.articles);
    write_count(json, "versions", row.versions);
    write_count(json, "words", row.words);
    json.end_object();
  }
  json.end_array();
}

std::string json_of(const StoreStats& stats) {
  JsonWriter json(JsonStyle::kLine);
  json.begin_object();
  for (const auto& [name, value] : {std::pair{"articles", stats.articles},
                                    {"versions", stats.versions},
                                    {"fetches", stats.fetches},
                                    {"bodies", stats.bodies},
                                    {"text_bytes", stats.text_bytes},
                                    {"page_bytes", stats.page_bytes}})
    write_count(json, name, value);
  write_count(json, "database_bytes", stats.database_bytes);
  write_count(json, "warc_bytes", stats.warc_bytes);
  write_count(json, "warc_files", stats.warc_files);
  write_rows(json, "sites", stats.sites);
  write_rows(json, "days", stats.days);
  json.end_object();
  return json.take() + "\n";
}

std::string lines_of(const std::vector<StatsRow>& rows, std::size_t from) {
  std::string text;
  for (std::size_t i = from; i < rows.size() && i < from + kRowsShown; ++i)
    text += "  " + escape_for_terminal(rows[i].name, LineMode::kOneLine) + "  " +
            std::to_string(rows[i].articles) + " articles, " + std::to_string(rows[i].versions) +
            " versions, " + std::to_string(rows[i].words) + " words\n";
  return text;
}

std::string text_of(const StoreStats& stats) {
  const auto count = [](auto value) { return std::to_string(value); };
  const std::size_t from = stats.days.size() > kRowsShown ? stats.days.size() - kRowsShown : 0;
  return count(stats.articles) + " articles in " + count(stats.versions) + " versions, of " +
         count(stats.fetches) + " fetches and " + count(stats.bodies) + " distinct pages\n" +
         count(stats.database_bytes) + " bytes of database, " + count(stats.warc_bytes) +
         " bytes in " + count(stats.warc_files) + " WARC files; " + count(stats.text_bytes) +
         " bytes of text, " + count(stats.page_bytes) + " bytes of pages\nsites\n" +
         lines_of(stats.sites, 0) + "days\n" + lines_of(stats.days, from);
}

Result<ExitCode> run_stats(const DbOptions& options) {
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  auto stats = store_stats(config->store);
  if (!stats) return fail(store_error(std::move(stats.error())));
  return write_whole("-", options.is_json ? json_of(*stats) : text_of(*stats));
}

Result<void> refuse_stdout(const std::string& target) {
  if (target != "-") return {};
  return fail(ErrorCode::kInvalidArgument, "this cannot be written to standard output",
              "name a file: it appears when it is whole");
}

Result<ExitCode> run_backup(const DbOptions& options) {
  if (auto ok = refuse_stdout(options.target); !ok) return fail(std::move(ok.error()));
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  if (auto ok = back_up_store(config->store, options.target); !ok)
    return fail(store_error(std::move(ok.error())));
  const bool is_beside = folder_of(options.target) == folder_of(config->store.path);
  options.messages.terminal().note(
      "wrote " + options.target +
      (is_beside ? "; it points at the same WARC files: move it away, with a copy of them, before "
                   "`db retain` or `db takedown`"
                 : "; copy the directory of WARC files after it"));
  return ExitCode::kOk;
}

Result<ExitCode> run_cdxj(const DbOptions& options) {
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  auto index = store_cdxj(config->store);
  if (!index) return fail(store_error(std::move(index.error())));
  return write_whole(options.target, *index);
}

Result<ExitCode> run_wacz(const DbOptions& options) {
  if (auto ok = refuse_stdout(options.target); !ok) return fail(std::move(ok.error()));
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  if (auto ok = export_wacz(config->store, options.target, SystemClock()); !ok)
    return fail(store_error(std::move(ok.error())));
  return ExitCode::kOk;
}

using DbRun = Result<ExitCode> (*)(const DbOptions&);

struct DbText {
  const char* name;
  const char* about;
  const char* examples;
};

CLI::App& add_db_part(CLI::App& db, CommandRun& run, const std::shared_ptr<DbOptions>& options,
                      DbRun work, const DbText& text) {
  CLI::App& part = add_command(db, {text.name, text.about, text.examples}, [options, &run, work] {
    run = [options, work] { return work(*options); };
  });
  add_store_option(part, options->config, "The archive; default: store.path, archive.db");
  add_message_options(part, options->messages);
  add_config_options(part, options->config);
  return part;
}

}  // namespace

void add_db_command(CLI::App& program, CommandRun& run) {
  auto options = std::make_shared<DbOptions>();  // shared by the parser and the run
  CLI::App& db = add_command_group(
      program, {"db", "Look after an archive: is it sound, how large, copies and indexes of it",
                "  cuttings db check --store archive.db\n"
                "  cuttings db verify --store archive.db\n"
                "  cuttings db backup --store archive.db copy.db\n"
                "  cuttings db compact --store archive.db --older-than 30d\n"
                "  cuttings db duplicates --store archive.db\n"
                "  cuttings db reindex --store archive.db\n"
                "  cuttings db takedown --store archive.db https://example.org/2026/ferry\n"
                "  cuttings db retain --store archive.db --older-than 365d"});
  CLI::App& check = add_db_part(
      db, run, options, run_check,
      {"check", "Is the database sound, and does it point at bytes that are there?",
       "  cuttings db check --store archive.db\nExit code 0: sound; 7: something was found."});
  add_switch(check, "--json", options->is_json, "Print the findings as JSON");
  CLI::App& verify = add_db_part(
      db, run, options, run_verify,
      {"verify", "Are all bytes those that were written? Reads every WARC file",
       "  cuttings db verify --store archive.db --json\n"
       "Names the capture of each record and row that is not. Exit code 0: all are; 7: not."});
  add_switch(verify, "--json", options->is_json, "Print the findings as JSON");
  add_progress_option(verify, options->progress);
  CLI::App& stats = add_db_part(db, run, options, run_stats,
                                {"stats", "How much is in it, of which sites and days",
                                 "  cuttings db stats --store archive.db --json"});
  add_switch(stats, "--json", options->is_json, "Print all of it as JSON");
  CLI::App& backup = add_db_part(db, run, options, run_backup,
                                 {"backup", "Copy the database while others use it",
                                  "  cuttings db backup --store archive.db copy.db"});
  add_argument(backup, "FILE", options->target, "The copy; must not exist", Presence::kRequired);
  CLI::App& cdxj = add_db_part(db, run, options, run_cdxj,
                               {"cdxj", "Print the index of the WARC files that replay tools read",
                                "  cuttings db cdxj --store archive.db -o warc/index.cdxj"});
  add_text(cdxj, "-o,--output", options->target, "FILE", "Write it there; default: stdout");
  CLI::App& wacz = add_db_part(db, run, options, run_wacz,
                               {"wacz", "Pack all captures, their index and the articles' list",
                                "  cuttings db wacz --store archive.db site.wacz\n"
                                "WACZ is the form that replay tools open."});
  add_argument(wacz, "FILE", options->target, "The WACZ file", Presence::kRequired);
  add_db_compact_command(db, run);
  add_db_duplicates_command(db, run);
  add_db_reindex_command(db, run);
  add_db_takedown_command(db, run);
  add_db_retain_command(db, run);
  add_db_seal_command(db, run);
  add_db_prove_command(db, run);
  add_db_verify_proof_command(db, run);
  add_command(db, {"schema", "Print the SQL that makes an empty archive", "  cuttings db schema"},
              [&run] { run = [] { return write_whole("-", schema_v1()); }; });
}

}  // namespace cuttings
