// cuttings db duplicates: links the copies of articles to each other.
#include <memory>

#include "extractor/render/json_writer.h"
#include "storage/upkeep/link_duplicates.h"
#include "tools/db_commands.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"

namespace cuttings {
namespace {

struct DuplicatesOptions {
  bool is_json = false;
  MessageOptions messages;
  ConfigOptions config;
};

std::string json_of(const DuplicateCounts& counts) {
  JsonWriter json(JsonStyle::kLine);
  json.begin_object();
  json.key("articles"), json.number(counts.articles);
  json.key("exact"), json.number(counts.exact);
  json.key("near"), json.number(counts.near);
  json.end_object();
  return json.take() + "\n";
}

Result<ExitCode> run_duplicates(const DuplicatesOptions& options) {
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  auto counts = link_duplicates(config->store, SystemClock());
  if (!counts) return fail(std::move(counts.error()));
  if (options.is_json) return write_whole("-", json_of(*counts));
  return write_whole("-", std::to_string(counts->articles) + " articles · " +
                              std::to_string(counts->exact) + " copies word for word · " +
                              std::to_string(counts->near) + " nearly\n");
}

}  // namespace

void add_db_duplicates_command(CLI::App& db, CommandRun& run) {
  auto options = std::make_shared<DuplicatesOptions>();  // shared by the parser and the run
  CLI::App& duplicates = add_command(
      db,
      {"duplicates", "Link articles that are copies of others anew, as syndicated ones are",
       "  cuttings db duplicates --store archive.db\n"
       "  sqlite3 archive.db 'SELECT of_article_id, count(*) FROM duplicates GROUP BY 1'\n"
       "Articles are linked as they are stored; this fills the table duplicates anew, and articles"
       " stay\nas they are."},
      [options, &run] { run = [options] { return run_duplicates(*options); }; });
  add_switch(duplicates, "--json", options->is_json, "Print the counts as JSON");
  add_store_option(duplicates, options->config, "The archive; default: store.path, archive.db");
  add_message_options(duplicates, options->messages);
  add_config_options(duplicates, options->config);
}

}  // namespace cuttings
