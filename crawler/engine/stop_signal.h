#pragma once
// StopSignal: tells a running io_context, from any thread or a signal handler, that it should stop.

#include <atomic>

#include "crawler/engine/asio.h"

namespace cuttings {

class StopSignal {
 public:
  explicit StopSignal(asio::io_context& io);

  /// Any thread, also a signal handler: counts, and wakes wait().
  void request() noexcept;
  /// How often request() was called.
  int count() const noexcept { return count_.load(); }
  /// Network thread: returns when request() was called since the last wait().
  asio::awaitable<void> wait();

 private:
  std::atomic<int> count_{0};
  asio::posix::stream_descriptor event_;  ///< an eventfd: writing to it is async-signal-safe
  int fd_;
};

}  // namespace cuttings
