#pragma once
// run_on(): does work on another thread while the coroutine waits at home.

#include <functional>
#include <optional>
#include <utility>

#include "crawler/engine/asio.h"
#include "crawler/engine/async_event.h"

namespace cuttings {

/// Runs `job`, which must not throw, on `pool` and returns what it gave, back on `home`. The pool
/// must be joined before `home` dies.
template <class Value>
asio::awaitable<Value> run_on(asio::io_context& home, asio::thread_pool& pool,
                              std::function<Value()> job) {
  AsyncEvent done(home);
  std::optional<Value> value;
  asio::post(pool, [&] {
    value.emplace(job());
    asio::post(home, [&] { done.set(); });
  });
  co_await done.wait();
  co_return std::move(*value);
}

}  // namespace cuttings
