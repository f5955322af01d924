#pragma once
// Terminal: what stdout and stderr are, and the one way in which the programs speak to a person.
// Results go to stdout through OutputFile; words go to stderr through here.

#include <string>
#include <string_view>

#include "config/base/result.h"

namespace cuttings {

enum class ColorWhen { kAuto, kAlways, kNever };
enum class Verbosity { kQuiet, kNormal, kVerbose };

/// Made once by a command, from its flags. One thread.
class Terminal {
 public:
  /// `color` beats NO_COLOR, NO_COLOR beats what the terminal can.
  Terminal(ColorWhen color, Verbosity verbosity);

  bool stdout_is_terminal() const { return stdout_is_terminal_; }
  bool stderr_is_terminal() const { return stderr_is_terminal_; }
  bool colors_stdout() const { return colors_stdout_; }
  bool is_quiet() const { return verbosity_ == Verbosity::kQuiet; }
  bool is_verbose() const { return verbosity_ == Verbosity::kVerbose; }

  /// "cuttings: MESSAGE; HINT" on stderr, escaped. Also when quiet: errors are never hidden.
  void error(const Error& error) const;
  /// A dim line on stderr; nothing when quiet.
  void note(std::string_view line) const;
  /// As note(), only when verbose.
  void detail(std::string_view line) const;

 private:
  bool stdout_is_terminal_;
  bool stderr_is_terminal_;
  bool colors_stdout_;
  bool colors_stderr_;
  Verbosity verbosity_;
};

/// Writes `text`, which must be safe for a terminal, as it is. Whether stderr took it nobody can be
/// told.
void write_to_stderr(std::string_view text);

/// "MESSAGE; HINT", not escaped.
std::string describe(const Error& error);

}  // namespace cuttings
