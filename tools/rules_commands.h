#pragma once
// The subcommands of `rules` that stand in files of their own.

#include "tools/command.h"

namespace cuttings {

void add_rules_new(CLI::App& rules, CommandRun& run);

}  // namespace cuttings
