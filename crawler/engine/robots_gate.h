#pragma once
// RobotsGate: asks an origin's robots.txt when it is not known, and says whether a page may follow.

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "config/fetch_options.h"
#include "crawler/engine/async_event.h"
#include "crawler/engine/fetcher.h"
#include "crawler/robots_cache.h"

namespace cuttings {

/// Where robots.txt files are kept between runs. Network thread only.
class RobotsMemory {
 public:
  virtual ~RobotsMemory() = default;
  /// What was kept of an origin; empty when nothing was.
  virtual std::optional<RobotsRecord> load(const std::string& origin) = 0;
  virtual void keep(RobotsRecord record) = 0;
};

/// Network thread only.
class RobotsGate {
 public:
  /// All must outlive this. `memory` may be null: then nothing is kept.
  RobotsGate(asio::io_context& io, Fetcher& fetcher, const FetchOptions& options,
             const Clock& clock, RobotsMemory* memory = nullptr);

  /// The verdict on `url`. One robots.txt is asked once, however many pages wait for it.
  asio::awaitable<RobotsVerdict> check(Url url);

  /// The rules known of url's origin; null when there are none.
  const RobotsRules* rules(const Url& url) const { return cache_.rules(url); }

 private:
  asio::awaitable<void> read_robots(Url url);

  asio::io_context& io_;
  Fetcher& fetcher_;
  const FetchOptions& options_;
  RobotsCache cache_;
  const Clock& clock_;
  RobotsMemory* memory_;
  /// Robots.txt being asked, by origin; shared by the one that asks and those that wait.
  std::map<std::string, std::shared_ptr<AsyncEvent>> reading_;
};

}  // namespace cuttings
