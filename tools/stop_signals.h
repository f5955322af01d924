#pragma once
// Ctrl-C, SIGTERM and SIGHUP (a closed terminal, unless nohup has it ignored): the first asks a
// command to finish what is in flight, the second ends the program at once. SIGPIPE and SIGXFSZ are
// ignored: a closed pipe and a file that may not grow show as failed writes.

#include <functional>

#include "tools/exit_code.h"

namespace cuttings {

/// Installs the handlers; called once by main before threads start.
void install_stop_signals();

/// True after the first signal. Any thread.
bool is_stop_requested() noexcept;
/// kInterrupted or kTerminated after a signal, else kOk.
ExitCode stop_exit_code() noexcept;

/// Who tells the user that the first signal was heard.
enum class StopWords { kBySignals, kByListener };

/// While it lives, the first signal also calls `wake` (async-signal-safe, never null) with
/// `target`. One at a time.
class StopListener {
 public:
  StopListener(void (*wake)(void*), void* target, StopWords words = StopWords::kBySignals) noexcept;
  ~StopListener();
  StopListener(const StopListener&) = delete;
  StopListener& operator=(const StopListener&) = delete;
};

}  // namespace cuttings
