#pragma once
// What a burst of pages needed stays with the allocator, more with each larger burst, though what
// is in use does not grow.

#include "crawler/engine/asio.h"

namespace cuttings {

/// Gives memory that is not in use back to the system: as it is freed, where it lies at an arena's
/// end, and every ten seconds all else. Never returns.
asio::awaitable<void> give_memory_back(asio::io_context& io);

}  // namespace cuttings
