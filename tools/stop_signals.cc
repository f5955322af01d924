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

void on_signal(int signal) {
  int none = 0;
  if (!stop_signal.compare_exchange_strong(none, signal)) {
    remove_temporary_output();
    ::_exit(128 + signal);
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
  ::signal(SIGPIPE, SIG_IGN);  // both are told by the write that failed, with words and a code
  ::signal(SIGXFSZ, SIG_IGN);
}

bool is_stop_requested() noexcept { return stop_signal.load() != 0; }

ExitCode stop_exit_code() noexcept {
  switch (stop_signal.load()) {
    case 0:
      return ExitCode::kOk;
    case SIGTERM:
      return ExitCode::kTerminated;
    default:
      return ExitCode::kInterrupted;
  }
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
