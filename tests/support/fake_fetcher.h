#pragma once
// FakeFetcher: a Fetcher over a map, that records what it was asked.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "crawler/engine/fetcher.h"

namespace cuttings {

class FakeFetcher final : public Fetcher {
 public:
  /// `url` answers with this status, headers (names lower case) and body.
  void answer(const std::string& url, int status, std::string body,
              std::vector<std::pair<std::string, std::string>> headers = {}) {
    FetchResult result;
    result.status = status;
    result.body = std::move(body);
    result.headers = std::move(headers);
    answers_[url] = std::move(result);
  }
  /// `url` cannot be fetched.
  void fail(const std::string& url, FetchError error) {
    FetchResult result;
    result.error = error;
    result.message = "cannot fetch " + url + ": it was told not to";
    answers_[url] = std::move(result);
  }

  /// What has no answer gives 404.
  asio::awaitable<FetchResult> fetch(Url url, FetchRequest, HopLimits limits) override {
    asked.push_back(url.href());
    this->limits.push_back(limits);
    const auto found = answers_.find(url.href());
    FetchResult result;
    result.status = 404;
    if (found != answers_.end()) result = found->second;
    result.final_url = url.href();
    co_return result;
  }
  void cancel_all() override { ++cancellations; }

  std::vector<std::string> asked;  ///< in order
  std::vector<HopLimits> limits;   ///< beside them
  int cancellations = 0;

 private:
  std::map<std::string, FetchResult> answers_;
};

}  // namespace cuttings
