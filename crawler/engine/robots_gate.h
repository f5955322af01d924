#pragma once
// RobotsGate: asks an origin's robots.txt when it is not known, and says whether a page may follow.

#include <map>
#include <memory>
#include <string>

#include "config/fetch_options.h"
#include "crawler/engine/async_event.h"
#include "crawler/engine/fetcher.h"
#include "crawler/robots_cache.h"

namespace cuttings {

/// Network thread only.
class RobotsGate {
 public:
  /// All must outlive this.
  RobotsGate(asio::io_context& io, Fetcher& fetcher, const FetchOptions& options,
             const Clock& clock);

  /// The verdict on `url`. One robots.txt is asked once, however many pages wait for it.
  asio::awaitable<RobotsVerdict> check(Url url);

 private:
  asio::awaitable<void> read_robots(Url url);

  asio::io_context& io_;
  Fetcher& fetcher_;
  const FetchOptions& options_;
  RobotsCache cache_;
  const Clock& clock_;
  /// Robots.txt being asked, by origin; shared by the one that asks and those that wait.
  std::map<std::string, std::shared_ptr<AsyncEvent>> reading_;
};

}  // namespace cuttings
