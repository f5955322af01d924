// Answers without end: bodies, headers, trailers, and small bodies that grow.

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <string_view>

#include "tests/e2e/fetching.h"
#include "tests/support/bad_answers.h"
#include "tests/support/loopback_site.h"

namespace cuttings {
namespace {

using namespace bad_answers;

long peak_memory_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/// Sanitizers keep freed memory back and slow everything down.
constexpr bool kIsSanitized =
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    true;
#else
    false;
#endif

TEST(FetchBombs, TenGigabytesOfZerosStopAtTheLimit) {
  LoopbackSite site;
  for (const char* const codings : {"gzip", "deflate", "br", "zstd", "gzip, gzip", "gzip, br"}) {
    site.on("/a", bomb(codings));
    const long before = peak_memory_kib();
    const FetchResult result = fetch(site.url("/a"));
    EXPECT_EQ(error_of(result), "too_large") << codings << ": " << result.message;
    EXPECT_EQ(result.body, "");
    ASSERT_EQ(result.exchanges.size(), 1u) << codings;
    EXPECT_TRUE(result.exchanges[0].is_truncated);
    EXPECT_EQ(result.exchanges[0].truncation_reason, "length");
    if (kIsSanitized) continue;
    EXPECT_LT(peak_memory_kib() - before, 64 << 10) << codings;  // faults.md row 9
  }
}

TEST(FetchBombs, EndlessBodiesStopAtTheWireLimit) {
  LoopbackSite site;
  FetchOptions options = loopback_options();
  options.max_body_bytes = options.max_wire_bytes = 1 << 20;
  site.on("/plain", endless("HTTP/1.1 200 OK\r\n\r\n", std::string(5'000, 'x')));
  site.on("/chunked", endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                              "400\r\n" + std::string(0x400, 'x') + "\r\n"));
  for (const char* const target : {"/plain", "/chunked"}) {
    const FetchResult result = fetch(options, site.url(target));
    EXPECT_EQ(error_of(result), "too_large") << target << result.message;
    ASSERT_EQ(result.exchanges.size(), 1u);
    EXPECT_EQ(result.exchanges[0].response_body.size(), std::size_t{1} << 20);
  }
}

TEST(FetchBombs, ALengthOverTheLimitStopsBeforeTheBody) {
  LoopbackSite site;
  site.on("/a", raw_then_silence("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx"));
  const FetchResult result = fetch(site.url("/a"));
  EXPECT_EQ(error_of(result), "too_large") << result.message;
  EXPECT_LT(result.duration_ms, 1'000);
}

TEST(FetchBombs, HeaderFloodsStopAtTheirLimit) {
  LoopbackSite site;
  const std::string line = "X-Flood: " + std::string(200, 'x') + "\r\n";
  const struct {
    const char* name;
    LoopbackSite::Handler handler;
  } floods[] = {
      {"headers", endless("HTTP/1.1 200 OK\r\n", line)},
      {"one header line", endless("HTTP/1.1 200 OK\r\nX-Flood: ", std::string(1'000, 'x'))},
      {"interim responses", endless("", "HTTP/1.1 103 Early Hints\r\n" + line + "\r\n")},
      {"cookies",
       endless("HTTP/1.1 200 OK\r\n", "Set-Cookie: a=" + std::string(300, 'x') + "\r\n")},
      {"trailers",
       endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n", line)},
      {"folded lines", endless("HTTP/1.1 200 OK\r\nX: a\r\n", " more of it\r\n")},
  };
  for (const auto& flood : floods) {
    // libcurl reads a folded header from its start at every line: 0.1 s here, minutes under TSan.
    if (kIsSanitized && std::string_view(flood.name) == "folded lines") continue;
    site.on("/a", flood.handler);
    const FetchResult result = fetch(site.url("/a"));
    EXPECT_EQ(error_of(result), "header_too_large") << flood.name << ": " << result.message;
    EXPECT_EQ(result.body, "") << flood.name;
    EXPECT_LT(result.duration_ms, kIsSanitized ? 10'000 : 2'000) << flood.name;  // faults.md row 26
  }
}

TEST(FetchBombs, AnEndlessChunkExtensionEndsWithTheTime) {
  LoopbackSite site;
  site.on("/a",
          endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;", "xxxxxxxxxxxxx"));
  FetchOptions options = loopback_options();
  options.total_timeout_ms = 400;
  const FetchResult result = fetch(options, site.url("/a"));
  EXPECT_NE(error_of(result), "");
  EXPECT_LT(result.duration_ms, 1'500);
}

}  // namespace
}  // namespace cuttings
