#include "tools/status_line.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>

#include "tools/terminal.h"

namespace cuttings {
namespace {

constexpr auto kInterval = std::chrono::milliseconds(100);
constexpr char kWipe[] = "\r\x1b[K";  // ECMA-48, "EL": the line from its first column on

}  // namespace

bool StatusLine::is_due() const { return clock_.steady_now() - drawn_ >= kInterval; }

void StatusLine::draw(const std::string& text) {
  drawn_ = clock_.steady_now();
  write_to_stderr(kWipe + text);
  is_shown_ = true;
}

void StatusLine::wipe() {
  if (!is_shown_) return;
  write_to_stderr(kWipe);
  is_shown_ = false;
}

std::size_t StatusLine::columns() {
  winsize size{};
  const bool is_known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return (is_known ? size.ws_col : 80u) - 1;
}

}  // namespace cuttings
