#pragma once
// run_program(): the command line of every program here, from argv to the exit code.

#include <string>
#include <vector>

namespace cuttings {

/// Parses `arguments` (without the program's name), runs the command and returns the exit code.
/// What goes wrong is told in one line on stderr. Never throws.
int run_program(std::vector<std::string> arguments);

}  // namespace cuttings
