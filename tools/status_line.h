#pragma once
// StatusLine: the last line of a terminal's stderr, drawn again and again while a command works.

#include <cstddef>
#include <string>

#include "config/base/clock.h"

namespace cuttings {

/// One thread.
class StatusLine {
 public:
  explicit StatusLine(const Clock& clock) : clock_(clock) {}
  ~StatusLine() { wipe(); }
  StatusLine(const StatusLine&) = delete;
  StatusLine& operator=(const StatusLine&) = delete;

  /// Whether it was drawn a tenth of a second ago or longer, or never.
  bool is_due() const;
  /// `text` stands there now: at most columns() wide, safe for a terminal.
  void draw(const std::string& text);
  /// Takes it away, so that a line can be printed.
  void wipe();

  /// The width of the terminal on stderr, 80 when unknown, less the last column: a character there
  /// may begin another line.
  static std::size_t columns();

 private:
  const Clock& clock_;
  SteadyTime drawn_{};
  bool is_shown_ = false;
};

}  // namespace cuttings
