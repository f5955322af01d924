#pragma once
// AsyncEvent: lets coroutines wait until something has happened. Asio 1.74 has none; a timer that
// never fires and is cancelled does it.

#include <chrono>

#include "crawler/engine/asio.h"

namespace cuttings {

/// One thread. Must outlive its waiters.
class AsyncEvent {
 public:
  explicit AsyncEvent(asio::io_context& io) : timer_(io) {
    timer_.expires_at(asio::steady_timer::time_point::max());
  }

  /// Wakes all that wait now; those that wait later do not wait at all.
  void set() {
    is_set_ = true;
    timer_.cancel();
  }

  /// Wakes all that wait now; those that wait later wait for the next call.
  void pulse() { timer_.cancel(); }

  asio::awaitable<void> wait() {
    if (is_set_) co_return;
    AsioError ignored;  // the cancelling is the message
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }

 private:
  asio::steady_timer timer_;
  bool is_set_ = false;
};

}  // namespace cuttings
