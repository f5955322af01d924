#pragma once
// TimedEvent: lets one coroutine wait until something has happened, or a time has come.

#include "config/base/clock.h"
#include "crawler/engine/asio.h"

namespace cuttings {

/// One thread, one waiter. What happens while nobody waits is not remembered: the waiter looks at
/// the state itself before it waits.
class TimedEvent {
 public:
  explicit TimedEvent(asio::io_context& io) : timer_(io) {}

  void notify() { timer_.cancel(); }

  asio::awaitable<void> wait() { return wait_until(SteadyTime::max()); }
  asio::awaitable<void> wait_until(SteadyTime at) {
    timer_.expires_at(at);
    AsioError ignored;  // cancelled: it has happened
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }

 private:
  asio::steady_timer timer_;
};

}  // namespace cuttings
