#pragma once
// PageTurns: articles whose further page waits for its host's turn. They are not in flight
// meanwhile.

#include <cstddef>
#include <cstdint>
#include <unordered_map>

#include "crawler/engine/asio.h"
#include "crawler/engine/async_event.h"

namespace cuttings {

/// Network thread. Entries are named by their id. Must outlive who waits.
class PageTurns {
 public:
  /// Each article holds its pages' bytes meanwhile; more are kept cut off.
  static constexpr std::size_t kMax = 64;

  explicit PageTurns(asio::io_context& io) : io_(io) {}

  /// Whether wait() may be called for one more.
  bool has_room() const { return !has_ended_ && turns_.size() < kMax; }
  /// Returns when it is the turn of `entry`; false when no turn will come.
  asio::awaitable<bool> wait(std::int64_t entry);
  /// Gives `entry` its turn; false when nobody waits for it.
  bool give(std::int64_t entry) { return wake(entry, true); }
  /// No turn will come any more. How many waited.
  std::size_t end();

 private:
  struct Turn {
    AsyncEvent came;
    bool is_given = false;
  };

  bool wake(std::int64_t entry, bool is_given);

  asio::io_context& io_;
  std::unordered_map<std::int64_t, Turn*> turns_;
  bool has_ended_ = false;
};

}  // namespace cuttings
