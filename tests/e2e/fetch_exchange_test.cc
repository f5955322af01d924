// The raw exchange a WARC keeps: what was really sent and received.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/e2e/fetching.h"
#include "tests/support/bad_answers.h"
#include "tests/support/encode.h"
#include "tests/support/loopback_site.h"

namespace cuttings {
namespace {

using ::testing::EndsWith;
using ::testing::StartsWith;

TEST(FetchExchange, TheRequestIsWhatTheServerGot) {
  LoopbackSite site;
  site.page("/a", "x");
  const FetchResult result = fetch(site.url("/a?b=1#c"));
  ASSERT_EQ(result.exchanges.size(), 1u);
  EXPECT_EQ(result.exchanges[0].request_bytes, site.requests().back().head);
  EXPECT_THAT(result.exchanges[0].request_bytes, StartsWith("GET /a?b=1 HTTP/1.1\r\n"));
  EXPECT_EQ(result.exchanges[0].url, site.url("/a?b=1"));
  EXPECT_EQ(result.exchanges[0].peer_address, "127.0.0.1");
  EXPECT_EQ(result.exchanges[0].protocol, "http/1.1");
}

TEST(FetchExchange, TheResponseIsKeptByteForByte) {
  const std::string head =
      "HTTP/1.1 200 Fine Thanks\r\ncOnTeNt-TyPe:  text/html\r\nX-B: \xE9\r\n"
      "Content-Encoding: gzip\r\nConnection: close\r\n\r\n";
  const std::string coded = encode("gzip", "hello hello hello");
  LoopbackSite site;
  site.on("/a", bad_answers::raw(head + coded));
  const FetchResult result = fetch(site.url("/a"));
  ASSERT_EQ(result.exchanges.size(), 1u);
  EXPECT_EQ(result.exchanges[0].response_head, head);
  EXPECT_EQ(result.exchanges[0].response_body, coded);
  EXPECT_FALSE(result.exchanges[0].is_truncated);
  EXPECT_EQ(result.body, "hello hello hello");
}

TEST(FetchExchange, ChunksAreRemovedAndTrailersAreNotHeaders) {
  LoopbackSite site;
  site.on("/a", bad_answers::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                 "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nX-Trailer: 1\r\n\r\n"));
  const FetchResult result = fetch(site.url("/a"));
  ASSERT_EQ(result.exchanges.size(), 1u);
  EXPECT_EQ(result.exchanges[0].response_body, "hello world");
  EXPECT_THAT(result.exchanges[0].response_head, EndsWith("chunked\r\n\r\n"));
  EXPECT_EQ(result.header("x-trailer"), "");
}

TEST(FetchExchange, EachHopIsKept) {
  LoopbackSite site;
  site.redirect("/a", "/b");
  site.page("/b", "there");
  const FetchResult result = fetch(site.url("/a"));
  ASSERT_EQ(result.exchanges.size(), 2u);
  EXPECT_EQ(result.exchanges[0].url, site.url("/a"));
  EXPECT_EQ(result.exchanges[0].response_body, "moved");
  EXPECT_EQ(result.exchanges[1].url, site.url("/b"));
  EXPECT_EQ(result.exchanges[1].response_body, "there");
}

}  // namespace
}  // namespace cuttings
