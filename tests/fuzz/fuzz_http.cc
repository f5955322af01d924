// A response as it crossed the wire (status line, headers, blank line, body, chunks and codings),
// as a WARC file or a server brings it. Beyond "no crash": limits hold, names are lower case,
// Retry-After is never a wait longer than the limit or a negative one, dates survive being written,
// the same bytes give the same result.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <string>

#include "crawler/discovery/source_time.h"
#include "crawler/engine/stored_response.h"
#include "crawler/page_directives.h"
#include "crawler/retry_after.h"
#include "crawler/robots_cache.h"
#include "storage/iso_time.h"
#include "tests/fuzz/require.h"

namespace cuttings {
namespace {

constexpr std::int64_t kMaxBody = 1 << 20;

WarcRecord record_of(std::string_view block) {
  WarcRecord record;
  record.fields = {{"WARC-Type", "response"},
                   {"WARC-Target-URI", "http://example.org/"},
                   {"WARC-Date", "2026-02-03T08:10:00Z"},
                   {"Content-Type", "application/http; msgtype=response"}};
  record.block = std::string(block);
  return record;
}

FetchOptions small_bodies() {
  FetchOptions options;
  options.max_body_bytes = kMaxBody;
  return options;
}

FetchResult fetch_of(std::string_view block) {
  return fetch_of_record(record_of(block), "", small_bodies());
}

// What only reads the page sees what the crawl saw.
void check_page(std::string_view block, const FetchResult& fetched) {
  const FetchResult page = page_of_record({record_of(""), block}, small_bodies());
  require(page.status == fetched.status && page.headers == fetched.headers &&
              page.body == fetched.body && page.error == fetched.error &&
              page.message == fetched.message && page.started_at == fetched.started_at,
          "the page alone is the fetch's");
}

/// RFC 9110, section 5.6.7.
std::string imf_fixdate(WallTime time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const std::time_t unix_s = std::chrono::system_clock::to_time_t(seconds);
  std::tm parts{};
  gmtime_r(&unix_s, &parts);
  std::array<char, 64> text{};
  return {text.data(),
          std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

void check_dates(const FetchResult& fetched) {
  for (const char* name : {"last-modified", "date", "retry-after", "expires"}) {
    const auto time = parse_source_time(fetched.header(name));
    if (!time) continue;
    const auto seconds = std::chrono::floor<std::chrono::seconds>(*time);
    require(parse_source_time(imf_fixdate(*time)) == seconds, "an HTTP date survives its text");
    require(parse_iso_time(iso_time(*time)) == time, "a time survives its ISO 8601 form");
    const auto wait = parse_retry_after(imf_fixdate(*time), fetched.started_at);
    require(wait && *wait == std::clamp<std::chrono::milliseconds>(seconds - fetched.started_at,
                                                                   std::chrono::milliseconds(0),
                                                                   kMaxRetryAfter),
            "a date asks to wait until then");
  }
}

void check_waits(const FetchResult& fetched) {
  const auto wait = parse_retry_after(fetched.header("retry-after"), fetched.started_at);
  require(!wait || (wait->count() >= 0 && *wait <= kMaxRetryAfter), "a wait is bounded");
  const RobotsFetch robots = classify_robots_fetch(fetched);
  require(!robots.max_age || robots.max_age->count() >= 0, "an age is not negative");
}

void check(const FetchResult& fetched) {
  require(fetched.body.size() <= static_cast<std::size_t>(kMaxBody), "the body keeps its limit");
  require(fetched.status >= 0 && fetched.status <= 999, "a status has three digits");
  require(fetched.error != FetchError::kNone || fetched.status >= 200,
          "no page before the last status");
  for (const auto& [name, value] : fetched.headers) {
    const bool is_folded =
        std::none_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    require(is_folded, "names are lower case");
    require(value.find('\n') == std::string::npos, "a value is of one line");
  }
  check_waits(fetched);
  check_dates(fetched);
  const PageDirectives directives = read_directives(fetched, {}, "cuttings");
  require(directives.text.find('\n') == std::string::npos, "directives are of one line");
}

}  // namespace
}  // namespace cuttings

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cuttings;
  const std::string_view block(reinterpret_cast<const char*>(data), size);
  const FetchResult once = fetch_of(block), twice = fetch_of(block);
  check(once);
  check_page(block, once);
  require(once.body == twice.body && once.headers == twice.headers && once.error == twice.error,
          "the same bytes give the same result");
  return 0;
}
