#pragma once
// A small language for the fetch tests: loopback may be asked, limits are short, nothing waits.

#include <string>
#include <vector>

#include "config/base/clock.h"
#include "config/fetch_options.h"
#include "crawler/engine/fetch_session.h"
#include "crawler/fetch_result.h"

namespace cuttings {

/// Options for a fetch from 127.0.0.1 alone, with limits that a test can wait for.
inline FetchOptions loopback_options() {
  FetchOptions options;
  options.allow_networks = {"127.0.0.1/32"};
  options.connect_timeout_ms = options.total_timeout_ms = 5'000;  // a TLS handshake under TSan: 2 s
  options.delay_ms = 0;
  return options;
}

inline std::vector<FetchResult> fetch_all(const FetchOptions& options,
                                          const std::vector<std::string>& urls) {
  static const SystemClock clock;
  FetchSession session(options, clock);
  std::vector<FetchRequest> requests;
  for (const std::string& url : urls) requests.push_back(FetchRequest{url});
  std::vector<FetchResult> results;
  session.run(std::move(requests),
              [&](FetchResult result) { results.push_back(std::move(result)); });
  return results;
}

inline FetchResult fetch(const FetchOptions& options, const std::string& url) {
  auto results = fetch_all(options, {url});
  return results.size() == 1 ? std::move(results.front()) : FetchResult();
}

inline FetchResult fetch(const std::string& url) { return fetch(loopback_options(), url); }

/// The error's name, for readable failures: EXPECT_EQ(error_of(...), "dns").
inline std::string error_of(const FetchResult& result) {
  return std::string(fetch_error_name(result.error));
}

}  // namespace cuttings
