#pragma once
// The parts of `cuttings db` that have files of their own.

#include <chrono>
#include <string_view>

#include "config/base/result.h"
#include "tools/command.h"

namespace CLI {
class App;
}

namespace cuttings {

// Each adds one subcommand to `db` and sets `run` when it is parsed. Both outlive parsing.
void add_db_compact_command(CLI::App& db, CommandRun& run);
void add_db_duplicates_command(CLI::App& db, CommandRun& run);
void add_db_reindex_command(CLI::App& db, CommandRun& run);
void add_db_takedown_command(CLI::App& db, CommandRun& run);
void add_db_retain_command(CLI::App& db, CommandRun& run);
void add_db_seal_command(CLI::App& db, CommandRun& run);
void add_db_prove_command(CLI::App& db, CommandRun& run);
void add_db_verify_proof_command(CLI::App& db, CommandRun& run);

/// The age that --older-than gives ("365d"), at most a century. Error kInvalidArgument.
Result<std::chrono::seconds> parse_older_than(std::string_view text);

}  // namespace cuttings
