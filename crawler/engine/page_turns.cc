#include "crawler/engine/page_turns.h"

namespace cuttings {

asio::awaitable<bool> PageTurns::wait(std::int64_t entry) {
  Turn turn{AsyncEvent(io_)};
  turns_[entry] = &turn;
  co_await turn.came.wait();
  co_return turn.is_given;
}

bool PageTurns::wake(std::int64_t entry, bool is_given) {
  const auto turn = turns_.extract(entry);
  if (turn.empty()) return false;
  turn.mapped()->is_given = is_given;
  turn.mapped()->came.set();
  return true;
}

std::size_t PageTurns::end() {
  has_ended_ = true;
  const std::size_t count = turns_.size();
  while (!turns_.empty()) wake(turns_.begin()->first, false);
  return count;
}

}  // namespace cuttings
