#pragma once
// CurlFetcher: the Fetcher that meets the real web, over libcurl.

#include <memory>

#include "config/base/clock.h"
#include "config/fetch_options.h"
#include "crawler/address_filter.h"
#include "crawler/engine/fetcher.h"

namespace cuttings {

class CurlMulti;

/// Network thread only. Keeps connections open between fetches.
class CurlFetcher final : public Fetcher {
 public:
  /// All but `filter` must outlive this.
  CurlFetcher(asio::io_context& io, const FetchOptions& options, AddressFilter filter,
              const Clock& clock);
  ~CurlFetcher() override;

  asio::awaitable<FetchResult> fetch(Url url, FetchRequest request, HopLimits limits) override;
  void cancel_all() override;

 private:
  asio::io_context& io_;
  const FetchOptions& options_;
  AddressFilter filter_;
  const Clock& clock_;
  std::unique_ptr<CurlMulti> multi_;
  bool is_cancelled_ = false;
};

}  // namespace cuttings
