#include "crawler/engine/crawl_control.h"

#include <span>
#include <utility>
#include <vector>

namespace cuttings {

CrawlControl::CrawlControl(asio::io_context& io, Frontier& frontier, CommitGroup& commits,
                           CrawlTally& tally, std::function<std::size_t()> in_flight,
                           TimedEvent& changed)
    : frontier_(frontier),
      commits_(commits),
      tally_(tally),
      in_flight_(std::move(in_flight)),
      changed_(changed),
      socket_(io, [this](std::string line) { return obey(std::move(line)); }) {}

asio::awaitable<std::string> CrawlControl::obey(std::string line) {
  const auto request = parse_control_line(line);
  if (!request) co_return control_refusal(request.error());
  const std::string& what = request->what;
  switch (request->verb) {
    case ControlVerb::kPause:
    case ControlVerb::kResume:
      is_paused_ = request->verb == ControlVerb::kPause;
      break;
    case ControlVerb::kBlock:
      frontier_.hold(what);
      break;
    case ControlVerb::kUnblock:
      if (!frontier_.let_go(what))
        co_return control_refusal({ErrorCode::kNotFound, what + " is not blocked"});
      break;
    case ControlVerb::kRequeue: {
      const auto done = co_await requeue(what);
      if (!done) co_return control_refusal(done.error());
      break;
    }
    case ControlVerb::kStatus:
      co_return control_done(status());
  }
  changed_.notify();
  co_return control_done();
}

asio::awaitable<Result<void>> CrawlControl::requeue(const std::string& href) {
  const auto url = Url::parse(href);
  if (!url) co_return fail(url.error());
  bool is_known = false;
  FrontierWork work = [&](std::span<const Saved>, FrontierWriter& frontier) -> Result<void> {
    const auto known = frontier.requeue(*url);
    if (!known) return fail(known.error());
    is_known = *known;
    return {};
  };
  const auto woken = co_await commits_.write_now(std::move(work));
  if (!woken) co_return fail(woken.error());
  if (!is_known)
    co_return fail(ErrorCode::kNotFound, url->without_credentials() + " is not in the queue");
  ++tally_.queued;
  co_return frontier_.wake(*woken);
}

ControlStatus CrawlControl::status() const {
  ControlStatus status;
  status.is_paused = is_paused_;
  status.fetches = tally_.fetches;
  status.queued = tally_.queued;
  status.in_flight = static_cast<std::int64_t>(in_flight_());
  status.hosts = static_cast<std::int64_t>(frontier_.active_hosts());
  status.blocked.assign(frontier_.held().begin(), frontier_.held().end());
  return status;
}

}  // namespace cuttings
