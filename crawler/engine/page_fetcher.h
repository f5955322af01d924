#pragma once
// PageFetcher: from a URL to its page. Checks the URL, asks robots.txt, follows redirects, and does
// all of it again at every hop.

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "config/base/clock.h"
#include "config/fetch_options.h"
#include "crawler/engine/fetcher.h"
#include "crawler/engine/robots_gate.h"
#include "crawler/fetch_failure.h"

namespace cuttings {

/// Why a URL must not be asked, if it must not.
using UrlBar = std::function<FetchFailure(const Url&)>;

/// Network thread only.
class PageFetcher {
 public:
  /// The first four must outlive this. `robots` may be null: then nobody is asked. `bar` is asked
  /// before robots.txt is, at every hop.
  PageFetcher(Fetcher& fetcher, RobotsGate* robots, const FetchOptions& options, const Clock& clock,
              WhenTooLong when_too_long = WhenTooLong::kFail, UrlBar bar = {});

  struct Page {
    FetchResult result;
    std::optional<std::chrono::milliseconds> crawl_delay;  ///< the first host's, from robots.txt
  };

  /// Fetches request.url. options.total_timeout_ms holds for the whole chain of redirects, without
  /// the asking of robots.txt. A final status of 400 or more, or below 400 but neither 2xx nor an
  /// expected 304, is kHttpStatus with the body kept. Validators go to the first origin only.
  asio::awaitable<Page> fetch_page(FetchRequest request);
  /// The same without the delay.
  asio::awaitable<FetchResult> fetch(FetchRequest request);

 private:
  asio::awaitable<FetchFailure> check_hop(Url url, Page& page);
  /// Where `hop` leads; empty when it is no redirect. A failure is put into `page`.
  std::optional<Url> next_url(const Url& url, const FetchResult& hop, Page& page) const;

  Fetcher& fetcher_;
  RobotsGate* robots_;
  const FetchOptions& options_;
  const Clock& clock_;
  WhenTooLong when_too_long_;
  UrlBar bar_;
};

}  // namespace cuttings
