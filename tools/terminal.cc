#include "tools/terminal.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "config/base/text.h"

namespace cuttings {
namespace {

bool wants_color(ColorWhen when, bool is_terminal) {
  if (when != ColorWhen::kAuto) return when == ColorWhen::kAlways;
  const char* no_color = std::getenv("NO_COLOR");  // https://no-color.org: set and not empty
  if (no_color != nullptr && *no_color != '\0') return false;
  const char* term = std::getenv("TERM");
  return is_terminal && (term == nullptr || std::string_view(term) != "dumb");
}

void put_line(std::string line) {
  line += '\n';
  (void)std::fwrite(line.data(), 1, line.size(), stderr);  // nowhere left to say it failed
}

}  // namespace

Terminal::Terminal(ColorWhen color, Verbosity verbosity)
    : stdout_is_terminal_(isatty(STDOUT_FILENO) == 1),
      stderr_is_terminal_(isatty(STDERR_FILENO) == 1),
      colors_stdout_(wants_color(color, stdout_is_terminal_)),
      colors_stderr_(wants_color(color, stderr_is_terminal_)),
      verbosity_(verbosity) {}

void Terminal::error(const Error& error) const {
  const std::string_view name = colors_stderr_ ? "\x1b[31mcuttings:\x1b[0m " : "cuttings: ";
  const std::string safe = escape_for_terminal(describe(error), LineMode::kKeepLines);
  // Several faults of a file are told at once. A name with a line break must not begin a line that
  // looks like another message.
  put_line(std::string(name) + replace_all(safe, "\n", "\n  "));
}

void Terminal::note(std::string_view line) const {
  if (is_quiet()) return;
  const std::string safe = escape_for_terminal(line, LineMode::kOneLine);
  put_line(colors_stderr_ ? "\x1b[2m" + safe + "\x1b[0m" : safe);
}

void Terminal::detail(std::string_view line) const {
  if (is_verbose()) note(line);
}

std::string describe(const Error& error) {
  return error.hint.empty() ? error.message : error.message + "; " + error.hint;
}

}  // namespace cuttings
