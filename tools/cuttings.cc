// The program cuttings.
#include "tools/command_line.h"

int main(int argc, char** argv) {
  return cuttings::run_program(std::vector<std::string>(argv + 1, argv + argc));
}
