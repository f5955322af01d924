#include "tools/stop_signals.h"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <string_view>

#include "tools/output_file.h"

namespace cuttings {
namespace {

std::atomic<int> stop_signal{0};
std::atomic<void (*)(void*)> listener_wake{nullptr};
std::atomic<void*> listener_target{nullptr};
std::atomic<bool> listener_speaks{false};
static_assert(std::atomic<void*>::is_always_lock_free, "used in a signal handler");

/// A closed terminal asks for the same as SIGTERM.
ExitCode code_of(int signal) {
  return signal == SIGINT ? ExitCode::kInterrupted : ExitCode::kTerminated;
}

void on_signal(int signal) {
  int none = 0;
  if (!stop_signal.compare_exchange_strong(none, signal)) {
    remove_temporary_output();
    ::_exit(static_cast<int>(code_of(signal)));
  }
  constexpr std::string_view kStopping = "\nstopping after what is in flight; again to stop now\n";
  if (!listener_speaks.load()) (void)!::write(STDERR_FILENO, kStopping.data(), kStopping.size());
  auto* const wake = listener_wake.load();
  if (wake != nullptr) wake(listener_target.load());
}

}  // namespace

void install_stop_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  struct sigaction hang_up {};
  ::sigaction(SIGHUP, nullptr, &hang_up);
  if (hang_up.sa_handler != SIG_IGN) ::sigaction(SIGHUP, &action, nullptr);  // else by nohup
  ::signal(SIGPIPE, SIG_IGN);  // both are told by the write that failed, with words and a code
  ::signal(SIGXFSZ, SIG_IGN);
}

bool is_stop_requested() noexcept { return stop_signal.load() != 0; }

ExitCode stop_exit_code() noexcept {
  const int signal = stop_signal.load();
  return signal == 0 ? ExitCode::kOk : code_of(signal);
}

StopListener::StopListener(void (*wake)(void*), void* target, StopWords words) noexcept {
  listener_speaks.store(words == StopWords::kByListener);
  listener_target.store(target);
  listener_wake.store(wake);
}

StopListener::~StopListener() {
  listener_wake.store(nullptr);
  listener_speaks.store(false);
}

}  // namespace cuttings
