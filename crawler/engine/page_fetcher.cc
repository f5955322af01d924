#include "crawler/engine/page_fetcher.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "config/base/text.h"
#include "crawler/url_policy.h"

namespace cuttings {
namespace {

bool is_redirect_status(int status) {  // RFC 9110 15.4; 300 and 304 want a choice, not a jump
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// Bytes beyond ASCII percent-encoded as they are, UTF-8 or not: what browsers do, and what
/// web-platform-tests asks for (fetch/api/redirect/redirect-location-escape.tentative.any.js).
std::string escape_bytes(std::string_view location) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : location) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80)
      escaped += c;
    else
      escaped += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return escaped;
}

/// The last hop's answer becomes the page's; its exchange is added to those before.
void take_hop(FetchResult& page, FetchResult hop) {
  page.final_url = std::move(hop.final_url);
  page.error = hop.error;
  page.message = std::move(hop.message);
  page.status = hop.status;
  page.headers = std::move(hop.headers);
  page.body = std::move(hop.body);
  page.is_body_as_sent = hop.is_body_as_sent;
  page.duration_ms += hop.duration_ms;
  std::move(hop.exchanges.begin(), hop.exchanges.end(), std::back_inserter(page.exchanges));
}

constexpr const char* kBrokenHint = "the site is broken, tell its owner";

/// What to do about redirects without end: many wait for a cookie that comes back.
std::string loop_hint(const FetchResult& page) {
  for (const HttpExchange& hop : page.exchanges)
    if (contains_ignoring_ascii_case(hop.response_head, "\nset-cookie:"))
      return "it may want its cookies back, which are never sent";
  return kBrokenHint;
}

FetchFailure explain_status(const FetchResult& page, bool is_conditional) {
  if (page.status == 206)  // RFC 9110 15.3.7: answers a Range, which is never sent
    return {FetchError::kHttpStatus, "the server sent a part of it (HTTP status 206), unasked",
            "try again later"};
  if (page.status >= 200 && page.status < 300) return {};
  if (page.status == 304 && is_conditional) return {};
  std::string reason = "the server answered with HTTP status " + std::to_string(page.status);
  const std::string_view wait = page.header("retry-after");
  if (!wait.empty()) reason += ", Retry-After: " + std::string(wait.substr(0, 40));
  std::string hint = "check the address";
  if (page.status == 429 || page.status >= 500) hint = "try again later";
  if (page.status == 401 || page.status == 403) hint = "the site does not want to show it";
  return {FetchError::kHttpStatus, std::move(reason), std::move(hint)};
}

}  // namespace

PageFetcher::PageFetcher(Fetcher& fetcher, RobotsGate* robots, const FetchOptions& options,
                         const Clock& clock, WhenTooLong when_too_long, UrlBar bar)
    : fetcher_(fetcher),
      robots_(robots),
      options_(options),
      clock_(clock),
      when_too_long_(when_too_long),
      bar_(std::move(bar)) {}

asio::awaitable<FetchResult> PageFetcher::fetch(FetchRequest request) {
  Page page = co_await fetch_page(std::move(request));
  co_return std::move(page.result);
}

asio::awaitable<PageFetcher::Page> PageFetcher::fetch_page(FetchRequest request) {
  Page page;
  page.result.url = request.url;
  page.result.started_at = clock_.wall_now();
  const auto parsed = Url::parse(request.url);
  if (!parsed) {
    const FetchFailure bad = {FetchError::kInvalidUrl, parsed.error().message,
                              "write it in full: https://example.org/page"};
    set_failure(page.result, bad);
    co_return page;
  }
  Url url = *parsed;
  const std::string first_origin = url.origin();
  for (;;) {
    page.result.final_url = url.without_credentials();  // with them it is not asked for
    const FetchFailure refusal = co_await check_hop(url, page);
    if (refusal) {
      if (parsed->has_credentials()) page.result.url = page.result.final_url;
      set_failure(page.result, refusal);
      co_return page;
    }
    if (url.origin() != first_origin) request.etag.clear(), request.last_modified.clear();
    HopLimits limits;
    limits.timeout_ms =
        std::max<std::int64_t>(1, options_.total_timeout_ms - page.result.duration_ms);
    limits.max_body_bytes = options_.max_body_bytes;
    limits.when_too_long = when_too_long_;
    limits.body = request.body;
    FetchResult hop = co_await fetcher_.fetch(url, request, limits);
    // As its WARC record has it: robots.txt may have been asked first.
    if (page.result.redirects.empty())
      page.result.started_at = std::max(page.result.started_at, hop.started_at);
    take_hop(page.result, std::move(hop));
    page.result.final_url = url.href();
    if (page.result.error != FetchError::kNone) co_return page;
    const std::optional<Url> next = next_url(url, page.result, page);
    if (!next) break;
    page.result.redirects.push_back(url.href());
    url = *next;
  }
  const bool is_conditional = !request.etag.empty() || !request.last_modified.empty();
  const FetchFailure failure = explain_status(page.result, is_conditional);
  if (failure && page.result.error == FetchError::kNone) set_failure(page.result, failure);
  co_return page;
}

asio::awaitable<FetchFailure> PageFetcher::check_hop(Url url, Page& page) {
  FetchFailure refusal = check_url(url, options_);
  // Not what the user wrote: it is the site's fault.
  if (refusal.error == FetchError::kInvalidUrl && !page.result.redirects.empty())
    refusal = {FetchError::kBadRedirect, "a redirect leads there, and " + refusal.reason,
               kBrokenHint};
  if (!refusal && bar_) refusal = bar_(url);
  if (refusal || robots_ == nullptr) co_return refusal;
  RobotsVerdict verdict = co_await robots_->check(url);
  if (page.result.redirects.empty()) page.crawl_delay = verdict.crawl_delay;
  co_return std::move(verdict.failure);
}

std::optional<Url> PageFetcher::next_url(const Url& url, const FetchResult& hop, Page& page) const {
  if (!is_redirect_status(hop.status)) return std::nullopt;
  const auto refuse = [&](FetchError error, std::string reason) {
    const bool is_bad = error == FetchError::kBadRedirect;
    std::string hint = is_bad ? kBrokenHint : loop_hint(page.result);
    set_failure(page.result, {error, std::move(reason), std::move(hint)});
    return std::nullopt;
  };
  const std::string location = escape_bytes(hop.header("location"));
  if (location.empty())
    return refuse(FetchError::kBadRedirect, "it redirects without saying where to");
  auto next = url.resolve(location);
  if (!next)
    return refuse(FetchError::kBadRedirect, "it redirects to '" + location.substr(0, 200) +
                                                "', which is no URL: " + next.error().message);
  const auto& before = page.result.redirects;
  const auto is_known = [&](std::string_view seen) {
    return seen.substr(0, seen.find('#')) == next->without_fragment();
  };
  if (is_known(url.href()) || std::any_of(before.begin(), before.end(), is_known))
    return refuse(FetchError::kRedirectLoop, "it redirects in a loop, back to " + next->href());
  if (before.size() >= static_cast<std::size_t>(std::max(0, options_.max_redirects)))
    return refuse(FetchError::kTooManyRedirects,
                  "it redirects more than " + std::to_string(options_.max_redirects) + " times");
  return *next;
}

}  // namespace cuttings
