#pragma once
// Fetcher: asks one URL once: how a page's coroutine meets the web. Tests put FakeFetcher in its
// place.

#include <cstddef>
#include <cstdint>

#include "config/base/url.h"
#include "crawler/engine/asio.h"
#include "crawler/engine/response_sink.h"
#include "crawler/fetch_result.h"

namespace cuttings {

/// What this one exchange may cost, where it differs from FetchOptions, and what is wanted of it.
struct HopLimits {
  std::int64_t timeout_ms = 0;
  std::size_t max_body_bytes = 0;
  WhenTooLong when_too_long = WhenTooLong::kFail;
  BodyWanted body = BodyWanted::kDecoded;
};

/// Network thread only.
class Fetcher {
 public:
  virtual ~Fetcher() = default;

  /// One exchange with `url`, no redirect followed. Never throws; whatever goes wrong is in the
  /// result. A status of 400 or more is no error here. `exchanges` holds at most one.
  /// `request` gives the validators; its own url is not looked at.
  virtual asio::awaitable<FetchResult> fetch(Url url, FetchRequest request, HopLimits limits) = 0;

  /// Ends every exchange under way, and every one begun later, with kCancelled. Not to be called
  /// from inside fetch().
  virtual void cancel_all() = 0;
};

}  // namespace cuttings
