#include "tools/terminal.h"

#include <unistd.h>

#include <algorithm>
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

// Chosen by hand: a long address is shown whole, a value of megabytes is not.
constexpr std::size_t kMaxLineBytes = 3000;
constexpr std::size_t kLastBytes = 1000;  // there stand the reason and what to do

/// `at` or the next place at which a character begins.
std::size_t character_at(std::string_view text, std::size_t at) {
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) ++at;
  return at;
}

std::string shorten(std::string_view line) {
  if (line.size() <= kMaxLineBytes) return std::string(line);
  const std::size_t end = character_at(line, kMaxLineBytes - kLastBytes);
  const std::size_t again = std::max(end, character_at(line, line.size() - kLastBytes));
  return std::string(line.substr(0, end)) + " [" + std::to_string(again - end) + " bytes] " +
         std::string(line.substr(again));
}

std::string shorten_lines(std::string_view text) {
  std::string out;
  for (const std::string_view line : split(text, '\n'))
    out += (out.empty() ? "" : "\n") + shorten(line);
  return out;
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
  const std::string safe =
      escape_for_terminal(shorten_lines(describe(error)), LineMode::kKeepLines);
  // Several faults of a file are told at once. A name with a line break must not begin a line that
  // looks like another message.
  write_to_stderr(std::string(name) + replace_all(safe, "\n", "\n  ") + "\n");
}

void Terminal::note(std::string_view line) const {
  if (is_quiet()) return;
  const std::string safe = escape_for_terminal(shorten(line), LineMode::kOneLine);
  write_to_stderr((colors_stderr_ ? "\x1b[2m" + safe + "\x1b[0m" : safe) + "\n");
}

void Terminal::detail(std::string_view line) const {
  if (is_verbose()) note(line);
}

void write_to_stderr(std::string_view text) {
  (void)std::fwrite(text.data(), 1, text.size(), stderr);  // nowhere left to say it failed
}

std::string describe(const Error& error) {
  return error.hint.empty() ? error.message : error.message + "; " + error.hint;
}

}  // namespace cuttings
