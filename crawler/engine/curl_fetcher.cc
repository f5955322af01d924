#include "crawler/engine/curl_fetcher.h"

#include <algorithm>
#include <utility>

#include "crawler/engine/async_event.h"
#include "crawler/engine/curl_multi.h"
#include "crawler/engine/curl_transfer.h"
#include "crawler/engine/open_files.h"

namespace cuttings {
namespace {

/// Once a process, before any handle; libcurl's own clean-up at exit is left to the system.
void init_libcurl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  (void)code;  // a failure shows when the first handle cannot be made
}

/// RFC 6761 6.4: names under .invalid exist nowhere, and asking for one tells others about it.
bool is_invalid_name(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  return host == "invalid" || host.ends_with(".invalid");
}

FetchResult failed(const Url& url, const FetchFailure& failure) {
  FetchResult result;
  result.final_url = url.without_fragment();
  set_failure(result, failure);
  return result;
}

const FetchFailure kStopped = {FetchError::kCancelled, "stopped", "run the command again"};

CurlMulti::Limits multi_limits(const FetchOptions& options) {
  // Robots.txt and redirects may ask a host that another page is being fetched from.
  const int pages = std::max(1, options.max_concurrent);
  return {pages, affordable_idle_connections(pages), std::max(1, options.max_per_host) + 1L};
}

}  // namespace

CurlFetcher::CurlFetcher(asio::io_context& io, const FetchOptions& options, AddressFilter filter,
                         const Clock& clock)
    : io_(io), options_(options), filter_(std::move(filter)), clock_(clock) {
  init_libcurl();
  multi_ = std::make_unique<CurlMulti>(io, multi_limits(options));
}

CurlFetcher::~CurlFetcher() = default;

asio::awaitable<FetchResult> CurlFetcher::fetch(Url url, FetchRequest request, HopLimits limits) {
  if (is_invalid_name(url.host()))
    co_return failed(url, {FetchError::kDns, "names under .invalid do not exist (RFC 6761)",
                           "check the address"});
  if (is_cancelled_) co_return failed(url, kStopped);
  CurlTransfer transfer(options_, filter_, url, request, limits);
  const WallTime started_at = clock_.wall_now();
  const SteadyTime begin = clock_.steady_now();
  AsyncEvent done(io_);
  CURLcode code = CURLE_OK;
  const bool is_started = multi_->start(transfer.handle(), [&](CURLcode result) {
    code = result;
    done.set();
  });
  if (!is_started)
    co_return failed(url, {FetchError::kInvalidUrl, "libcurl does not take this address",
                           "check the address and the user agent"});
  co_await done.wait();

  FetchResult result = transfer.finish(code);
  if (is_cancelled_ && code == CURLE_ABORTED_BY_CALLBACK) set_failure(result, kStopped);
  result.started_at = started_at;
  result.duration_ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(clock_.steady_now() - begin).count();
  for (HttpExchange& exchange : result.exchanges) exchange.started_at = started_at;
  co_return result;
}

void CurlFetcher::cancel_all() {
  is_cancelled_ = true;
  multi_->abort_all();
}

}  // namespace cuttings
