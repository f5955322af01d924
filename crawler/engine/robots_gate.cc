#include "crawler/engine/robots_gate.h"

#include <algorithm>
#include <utility>

#include "crawler/engine/page_fetcher.h"

namespace cuttings {
namespace {

constexpr int kMaxRobotsRedirects = 5;  // RFC 9309 2.3.1.2

/// What robots.txt may cost: RFC 9309 2.5's 500 KiB and a byte to see that there is more.
FetchOptions robots_options(FetchOptions options) {
  options.max_redirects = kMaxRobotsRedirects;
  options.max_body_bytes = RobotsRules::kMaxBytes + 1;
  return options;
}

}  // namespace

RobotsGate::RobotsGate(asio::io_context& io, Fetcher& fetcher, const FetchOptions& options,
                       const Clock& clock, RobotsMemory* memory)
    : io_(io),
      fetcher_(fetcher),
      options_(options),
      cache_(clock, options.user_agent),
      clock_(clock),
      memory_(memory) {}

asio::awaitable<RobotsVerdict> RobotsGate::check(Url url) {
  const std::string origin = url.origin();
  if (memory_ != nullptr && !cache_.knows(url)) {
    const std::optional<RobotsRecord> known = memory_->load(origin);
    if (known) cache_.restore(*known);
  }
  if (const auto found = reading_.find(origin); found != reading_.end()) {
    const std::shared_ptr<AsyncEvent> event = found->second;
    co_await event->wait();
  } else if (cache_.needs_fetch(url)) {
    auto event = std::make_shared<AsyncEvent>(io_);
    reading_[origin] = event;
    co_await read_robots(url);
    reading_.erase(origin);
    event->set();
  }
  co_return cache_.judge(url);
}

asio::awaitable<void> RobotsGate::read_robots(Url url) {
  const FetchOptions options = robots_options(options_);
  PageFetcher fetcher(fetcher_, nullptr, options, clock_, WhenTooLong::kKeepHead);
  FetchRequest request;
  request.url = url.origin() + "/robots.txt";
  const FetchResult result = co_await fetcher.fetch(request);
  const RobotsFetch fetched = classify_robots_fetch(result);
  cache_.store(url, fetched);
  const bool was_tried = fetched.state != RobotsFetch::State::kNotTried;
  if (memory_ != nullptr && was_tried) memory_->keep(cache_.record(url, fetched));
}

}  // namespace cuttings
