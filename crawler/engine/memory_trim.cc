#include "crawler/engine/memory_trim.h"

#include <malloc.h>

#include <chrono>

namespace cuttings {
namespace {

constexpr std::chrono::seconds kTrimInterval(10);  // a few milliseconds each time
// glibc raises it by itself, and malloc_trim() leaves the ends of the threads' arenas alone: each
// burst larger than those before then stayed. This is its first value (mallopt(3)).
constexpr int kTrimThreshold = 128 << 10;

}  // namespace

asio::awaitable<void> give_memory_back(asio::io_context& io) {
  mallopt(M_TRIM_THRESHOLD, kTrimThreshold);
  asio::steady_timer timer(io);
  for (;;) {
    timer.expires_after(kTrimInterval);
    co_await timer.async_wait(asio::use_awaitable);
    malloc_trim(0);
  }
}

}  // namespace cuttings
