#include "crawler/engine/memory_trim.h"

#include <malloc.h>

#include <chrono>

namespace cuttings {
namespace {

constexpr std::chrono::seconds kTrimInterval(10);  // a few milliseconds each time

}  // namespace

asio::awaitable<void> give_memory_back(asio::io_context& io) {
  asio::steady_timer timer(io);
  for (;;) {
    timer.expires_after(kTrimInterval);
    co_await timer.async_wait(asio::use_awaitable);
    malloc_trim(0);
  }
}

}  // namespace cuttings
