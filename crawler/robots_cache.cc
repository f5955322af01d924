#include "crawler/robots_cache.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "config/base/text.h"
#include "crawler/robots_text.h"

namespace cuttings {
namespace {

/// max-age of a Cache-Control value; no-store and no-cache count as 0 (RFC 9111 5.2.2).
std::optional<std::chrono::seconds> max_age_of(std::string_view cache_control) {
  std::optional<std::chrono::seconds> age;
  for (std::string_view part : split(cache_control, ',')) {
    part = trim_ascii(part);
    if (equals_ignoring_ascii_case(part, "no-store") ||
        starts_with_ignoring_ascii_case(part, "no-cache"))
      return std::chrono::seconds(0);
    if (!starts_with_ignoring_ascii_case(part, "max-age=")) continue;
    part.remove_prefix(8);
    std::uint32_t seconds = 0;
    const auto read = std::from_chars(part.data(), part.data() + part.size(), seconds);
    if (read.ec == std::errc()) age = std::chrono::seconds(seconds);
  }
  return age;
}

bool is_local(FetchError error) {
  return error == FetchError::kLocal || error == FetchError::kCancelled;
}

/// Errors of the road, not of the file: the page itself would meet the same, so the page's
/// failure says so plainly. Only when robots.txt was not redirected to another origin.
bool would_stop_the_page_too(const FetchResult& result) {
  const FetchError error = result.error;
  return (error == FetchError::kTimeout && result.status == 0) || error == FetchError::kDns ||
         error == FetchError::kConnect || error == FetchError::kTls ||
         error == FetchError::kBlockedAddress || error == FetchError::kBlockedScheme ||
         error == FetchError::kInvalidUrl;
}

RobotsFetch unreachable(std::string reason, std::string hint) {
  RobotsFetch fetch;
  fetch.failure = {FetchError::kRobotsUnreachable, "its robots.txt cannot be read: " + reason,
                   std::move(hint)};
  return fetch;
}

}  // namespace

RobotsFetch classify_robots_fetch(const FetchResult& result) {
  RobotsFetch fetch;
  fetch.max_age = max_age_of(result.header("cache-control"));
  if (result.status == 429)  // RFC 9309 calls it "unavailable"; asking for less is what it means
    return unreachable("the server asks for fewer requests (HTTP 429)", "try again later");
  const bool has_too_many_hops =
      result.error == FetchError::kTooManyRedirects || result.error == FetchError::kRedirectLoop;
  const bool is_client_error =
      (result.error == FetchError::kHttpStatus || result.error == FetchError::kNone) &&
      result.status >= 400 && result.status < 500;
  if (has_too_many_hops || is_client_error || result.error == FetchError::kBadRedirect) {
    fetch.state = RobotsFetch::State::kUnavailable;
    return fetch;
  }
  if (result.is_ok()) {
    auto text = robots_text(result.body);
    if (!text) return unreachable("it is a damaged gzip file", "tell the site's owner");
    fetch.state = RobotsFetch::State::kRules;
    fetch.body = std::move(*text);
    return fetch;
  }
  const bool is_at_home = result.redirects.empty();
  if (is_local(result.error)) fetch.state = RobotsFetch::State::kNotTried;
  std::string reason = result.message;
  const std::size_t reason_at = reason.find(": ");  // after "cannot fetch URL"
  if (reason_at != std::string::npos) reason.erase(0, reason_at + 2);
  if (is_local(result.error) || (is_at_home && would_stop_the_page_too(result))) {
    fetch.failure = {result.error, std::move(reason)};
    return fetch;
  }
  if (result.error == FetchError::kHttpStatus || result.error == FetchError::kNone)
    reason = "HTTP status " + std::to_string(result.status);
  if (const std::size_t hint_at = reason.rfind("; "); hint_at != std::string::npos)
    reason.resize(hint_at);
  return unreachable(std::move(reason), "RFC 9309 then forbids the whole host; try again later");
}

RobotsCache::RobotsCache(const Clock& clock, std::string user_agent)
    : clock_(clock), user_agent_(std::move(user_agent)) {}

bool RobotsCache::needs_fetch(const Url& url) const {
  const auto found = entries_.find(url.origin());
  return found == entries_.end() || clock_.steady_now() >= found->second.expires_at;
}

void RobotsCache::store(const Url& url, const RobotsFetch& fetch) {
  using State = RobotsFetch::State;
  const SteadyTime now = clock_.steady_now();
  if (entries_.find(url.origin()) == entries_.end()) make_room();
  Entry& entry = entries_[url.origin()];
  entry.failure = fetch.failure;
  if (fetch.state == State::kNotTried) {
    entry.expires_at = now;
    return;
  }
  if (fetch.state == State::kUnreachable) {
    if (!entry.unreachable_since) entry.unreachable_since = now;
    const auto wait = kFirstRetry * (1 << std::min(entry.failures++, 12));
    entry.expires_at = now + std::min<std::chrono::minutes>(wait, kMaxAge);
    return;
  }
  entry = Entry{};
  entry.rules = fetch.state == State::kRules
                    ? RobotsRules::parse(fetch.body, robots_product_token(user_agent_))
                    : RobotsRules();
  const auto age = fetch.max_age.value_or(kMaxAge);
  entry.expires_at = now + std::clamp<std::chrono::seconds>(age, kMinAge, kMaxAge);
}

RobotsRecord RobotsCache::record(const Url& url, const RobotsFetch& fetch) const {
  const auto found = entries_.find(url.origin());
  if (found == entries_.end()) return {};
  const Entry& entry = found->second;
  const SteadyTime now = clock_.steady_now();
  const auto wall = [&](SteadyTime time) {
    const auto distance = std::chrono::duration_cast<std::chrono::milliseconds>(time - now);
    return (clock_.wall_now() + distance).time_since_epoch().count();
  };
  RobotsRecord record;
  record.origin = url.origin();
  record.fetched_at_ms = clock_.wall_now().time_since_epoch().count();
  record.expires_at_ms = wall(entry.expires_at);
  record.has_rules = entry.rules.has_value();
  if (fetch.state == RobotsFetch::State::kRules) record.body = fetch.body;
  if (entry.unreachable_since) record.unreachable_since_ms = wall(*entry.unreachable_since);
  record.failures = entry.failures;
  record.error = static_cast<int>(entry.failure.error);
  record.reason = entry.failure.reason;
  return record;
}

void RobotsCache::restore(const RobotsRecord& record) {
  const SteadyTime now = clock_.steady_now();
  const auto wall_now = clock_.wall_now().time_since_epoch().count();
  const auto steady = [&](std::int64_t unix_ms) {
    return now + std::chrono::milliseconds(unix_ms - wall_now);
  };
  make_room();
  Entry& entry = entries_[record.origin];
  if (record.has_rules)
    entry.rules = RobotsRules::parse(record.body, robots_product_token(user_agent_));
  // A clock that was set back makes no copy immortal.
  const bool is_from_future = record.fetched_at_ms > wall_now;
  entry.expires_at = is_from_future ? now : std::min(steady(record.expires_at_ms), now + kMaxAge);
  if (record.unreachable_since_ms > 0)
    entry.unreachable_since = std::min(now, steady(record.unreachable_since_ms));
  entry.failures = record.failures;
  entry.failure = {static_cast<FetchError>(record.error), record.reason,
                   "RFC 9309 then forbids the whole host; try again later"};
}

RobotsVerdict RobotsCache::judge(const Url& url) const {
  const auto found = entries_.find(url.origin());
  if (found == entries_.end())
    return {{FetchError::kRobotsUnreachable, "its robots.txt was not asked for"}};
  const Entry& entry = found->second;
  if (!entry.rules) {  // RFC 9309 2.3.1.4
    const bool is_long_gone =
        entry.unreachable_since && clock_.steady_now() - *entry.unreachable_since >= kGiveUpAfter;
    if (is_long_gone) return {};
    return {entry.failure};
  }
  RobotsVerdict verdict;
  verdict.crawl_delay = entry.rules->crawl_delay();
  if (const RobotsDecision decision = entry.rules->allows(url); !decision)
    verdict.failure = {FetchError::kRobotsDenied,
                       "robots.txt of " + url.origin() + " forbids it (line " +
                           std::to_string(decision.line) + ", \"" + decision.rule + "\")",
                       "--ignore-robots asks all the same, if you may"};
  return verdict;
}

const RobotsRules* RobotsCache::rules(const Url& url) const {
  const auto found = entries_.find(url.origin());
  return found != entries_.end() && found->second.rules ? &*found->second.rules : nullptr;
}

void RobotsCache::make_room() {
  if (entries_.size() < kMaxOrigins) return;
  const auto oldest = std::min_element(
      entries_.begin(), entries_.end(),
      [](const auto& a, const auto& b) { return a.second.expires_at < b.second.expires_at; });
  entries_.erase(oldest);
}

}  // namespace cuttings
