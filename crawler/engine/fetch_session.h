#pragma once
// FetchSession: fetches a list of URLs politely and hands each result over as it comes. Shows no
// asio and no libcurl: a tool calls run() and is called back.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "config/base/clock.h"
#include "config/fetch_options.h"
#include "crawler/fetch_result.h"

namespace cuttings {

class FetchSession {
 public:
  FetchSession(const FetchOptions& options, const Clock& clock);
  ~FetchSession();

  /// Fetches every URL (robots.txt first, one host one at a time, redirects followed and checked),
  /// and calls `on_result` on the calling thread for each, in the order they end. Returns when all
  /// have ended or request_stop() was honoured; URLs not begun by then come back as kCancelled.
  void run(std::vector<FetchRequest> requests, const std::function<void(FetchResult)>& on_result);

  /// Any thread, also a signal handler. First call: no new fetch is begun; second: those in flight
  /// are dropped.
  void request_stop() noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cuttings
