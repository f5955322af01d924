// A response as it crossed the wire (status line, headers, blank line, body, chunks and codings),
// as a WARC file or a server brings it. Beyond "no crash": limits hold, names are lower case,
// Retry-After is never a wait longer than the limit or a negative one, the same bytes give the same
// result.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>

#include "crawler/engine/stored_response.h"
#include "crawler/page_directives.h"
#include "crawler/retry_after.h"
#include "crawler/robots_cache.h"
#include "tests/fuzz/require.h"

namespace cuttings {
namespace {

constexpr std::int64_t kMaxBody = 1 << 20;

FetchResult fetch_of(std::string_view block) {
  WarcRecord record;
  record.fields = {{"WARC-Type", "response"},
                   {"WARC-Target-URI", "http://example.org/"},
                   {"WARC-Date", "2026-02-03T08:10:00Z"},
                   {"Content-Type", "application/http; msgtype=response"}};
  record.block = std::string(block);
  FetchOptions options;
  options.max_body_bytes = kMaxBody;
  return fetch_of_record(record, "", options);
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
  require(once.body == twice.body && once.headers == twice.headers && once.error == twice.error,
          "the same bytes give the same result");
  return 0;
}
