#pragma once
// What a subcommand is to the main program: it adds itself to the command line, and when it was
// asked for it leaves its work in `run`.

#include <functional>

#include "config/base/result.h"
#include "tools/exit_code.h"

namespace CLI {
class App;
}

namespace cuttings {

/// The work of the command that was asked for. An error ends the program: it is printed once and
/// gives the exit code.
using CommandRun = std::function<Result<ExitCode>()>;

// Each adds one subcommand to `program` and sets `run` when it is parsed. Both outlive parsing.
void add_get_command(CLI::App& program, CommandRun& run);
void add_clean_command(CLI::App& program, CommandRun& run);
void add_explain_command(CLI::App& program, CommandRun& run);
void add_search_command(CLI::App& program, CommandRun& run);
void add_list_command(CLI::App& program, CommandRun& run);
void add_show_command(CLI::App& program, CommandRun& run);
void add_history_command(CLI::App& program, CommandRun& run);
void add_diff_command(CLI::App& program, CommandRun& run);
void add_export_command(CLI::App& program, CommandRun& run);
void add_import_command(CLI::App& program, CommandRun& run);
void add_reextract_command(CLI::App& program, CommandRun& run);
void add_db_command(CLI::App& program, CommandRun& run);
void add_crawl_command(CLI::App& program, CommandRun& run);
void add_rules_command(CLI::App& program, CommandRun& run);
void add_config_command(CLI::App& program, CommandRun& run);
void add_generate_command(CLI::App& program, CommandRun& run);

}  // namespace cuttings
