#pragma once
// run_on(): does work on another thread while the coroutine waits at home.

#include <exception>
#include <functional>
#include <optional>
#include <utility>

#include "crawler/engine/asio.h"
#include "crawler/engine/async_event.h"

namespace cuttings {

/// Runs `job` on `pool` and returns what it gave, or throws what it threw, back on `home`. The pool
/// must be joined before `home` dies.
template <class Value>
asio::awaitable<Value> run_on(asio::io_context& home, asio::thread_pool& pool,
                              std::function<Value()> job) {
  AsyncEvent done(home);
  std::optional<Value> value;
  std::exception_ptr thrown;  // no memory, mostly: the thread must not end the program for it
  asio::post(pool, [&] {
    try {
      value.emplace(job());
    } catch (...) {
      thrown = std::current_exception();
    }
    asio::post(home, [&] { done.set(); });
  });
  co_await done.wait();
  if (thrown) std::rethrow_exception(thrown);
  co_return std::move(*value);
}

}  // namespace cuttings
