// The program fetch-and-clean: cuttings get, by the name of what it does.
#include "tools/command_line.h"

int main(int argc, char** argv) {
  std::vector<std::string> arguments = {"get"};
  arguments.insert(arguments.end(), argv + 1, argv + argc);
  if (argc < 2) arguments.emplace_back("--help");
  return cuttings::run_program(std::move(arguments));
}
