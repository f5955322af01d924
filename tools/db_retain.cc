// cuttings db retain: removes old raw bytes, by age or by size of a site.
#include <memory>

#include "config/base/text.h"
#include "extractor/render/json_writer.h"
#include "storage/upkeep/retain.h"
#include "tools/db_commands.h"
#include "tools/open_archive.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"

namespace cuttings {
namespace {

struct RetainOptions {
  std::string older_than, site;
  std::size_t max_bytes = 0;  // 0: any
  bool is_dry_run = false, is_json = false;
  MessageOptions messages;
  ConfigOptions config;
};

constexpr std::size_t kMaxBytes = std::size_t{1} << 50;

Result<Retention> retention_of(const RetainOptions& options) {
  Retention retention;
  retention.hostname = options.site;
  if (options.max_bytes != 0) retention.max_site_bytes = options.max_bytes;
  if (!options.older_than.empty()) {
    auto age = parse_older_than(options.older_than);
    if (!age) return fail(std::move(age.error()));
    retention.max_age = *age;
  }
  if (!retention.max_age && !retention.max_site_bytes)
    return fail(ErrorCode::kInvalidArgument, "what may stay is not said",
                "give --older-than 365d, or --max-size BYTES, or both");
  return retention;
}

std::string json_of(const std::vector<SiteRemoval>& sites, bool is_dry_run) {
  JsonWriter json(JsonStyle::kLine);
  json.begin_object();
  json.key("is_dry_run"), json.boolean(is_dry_run);
  json.key("sites"), json.begin_array();
  for (const SiteRemoval& site : sites) {
    json.begin_object();
    json.key("hostname"), json.string(site.hostname);
    json.key("records"), json.number(site.records);
    json.key("bytes"), json.number(static_cast<std::size_t>(site.bytes));
    json.key("bytes_before"), json.number(static_cast<std::size_t>(site.bytes_before));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take() + "\n";
}

std::string text_of(const std::vector<SiteRemoval>& sites, bool is_dry_run) {
  if (sites.empty()) return "nothing to remove\n";
  std::string text;
  for (const SiteRemoval& site : sites)
    text += escape_for_terminal(site.hostname, LineMode::kOneLine) +
            (is_dry_run ? "  would lose " : "  lost ") + std::to_string(site.records) +
            " records, " + std::to_string(site.bytes) + " of " + std::to_string(site.bytes_before) +
            " bytes\n";
  return text;
}

Result<ExitCode> run_retain(const RetainOptions& options) {
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  auto retention = retention_of(options);
  if (!retention) return fail(std::move(retention.error()));
  auto sites =
      retain(config->store, *retention,
             options.is_dry_run ? RetainMode::kOnlyTell : RetainMode::kRemove, SystemClock());
  if (!sites) return fail(store_error(std::move(sites.error())));
  return write_whole("-", options.is_json ? json_of(*sites, options.is_dry_run)
                                          : text_of(*sites, options.is_dry_run));
}

}  // namespace

void add_db_retain_command(CLI::App& db, CommandRun& run) {
  auto options = std::make_shared<RetainOptions>();  // shared by the parser and the run
  CLI::App& retain = add_command(
      db,
      {"retain", "Remove old raw bytes; articles, versions and hashes stay",
       "  cuttings db retain --store archive.db --older-than 365d --dry-run\n"
       "  cuttings db retain --store archive.db --site example.org --max-size 5000000000"},
      [options, &run] { run = [options] { return run_retain(*options); }; });
  add_text(retain, "--older-than", options->older_than, "AGE",
           "Remove what was captured longer ago: 365d, 26w, 12h");
  add_count(retain, "--max-size", options->max_bytes, kMaxBytes,
            "Of each host, keep the newest so many bytes, as they are packed");
  add_text(retain, "--site", options->site, "HOST", "Only this host and those below it");
  add_switch(retain, "-n,--dry-run", options->is_dry_run, "Tell what would go, change nothing");
  add_switch(retain, "--json", options->is_json, "Print it as JSON");
  add_store_option(retain, options->config, "The archive; default: store.path, archive.db");
  add_message_options(retain, options->messages);
  add_config_options(retain, options->config);
}

}  // namespace cuttings
