// Servers that are slow, cut off, or do not speak HTTP: none of it may pass for a page.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>

#include "tests/e2e/fetching.h"
#include "tests/support/bad_answers.h"
#include "tests/support/encode.h"
#include "tests/support/fake_dns.h"
#include "tests/support/loopback_site.h"

namespace cuttings {
namespace {

using ::testing::HasSubstr;
using namespace bad_answers;

/// A port of 127.0.0.1 that nobody listens on: bound here, so that nobody else takes it.
class ClosedPort {
 public:
  ClosedPort() : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(fd_, reinterpret_cast<sockaddr*>(&address), size);
    getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }
  ~ClosedPort() { close(fd_); }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

 private:
  int fd_;
  int port_ = 0;
};

struct BrokenCase {
  const char* name;
  LoopbackSite::Handler handler;
  const char* error;
};

const std::string kOk = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

TEST(FetchBroken, EachBrokenAnswerHasItsNameAndNoBody) {
  const std::string half_gzip = encode("gzip", std::string(5'000, 'a') + "b").substr(0, 30);
  const BrokenCase cases[] = {
      {"short body", raw(kOk + "Content-Length: 100\r\n\r\nonly this"), "truncated"},
      {"cut before the last chunk", raw(kOk + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
       "truncated"},
      {"cut inside a chunk", raw(kOk + "Transfer-Encoding: chunked\r\n\r\nff\r\nhello"),
       "truncated"},
      {"reset in the body", raw_then_reset(kOk + "Content-Length: 100\r\n\r\nhalf"), "truncated"},
      {"cut gzip of the right length",
       raw(kOk + "Content-Encoding: gzip\r\nContent-Length: 30\r\n\r\n" + half_gzip), "truncated"},
      {"two lengths", raw(kOk + "Content-Length: 5\r\nContent-Length: 50\r\n\r\nhello"),
       "protocol"},
      {"HTTP/0.9", raw("<html>hello"), "protocol"},
      {"a mail server", raw("220 mail ready\r\n"), "protocol"},
      {"closed without a word", raw(""), "protocol"},
      {"reset without a word", raw_then_reset(""), "connect"},
      {"trailer that is none",
       raw(kOk + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nnothing\r\n\r\n"),
       "protocol"},
      {"chunk size in C's hexadecimal",
       raw(kOk + "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n"), "protocol"},
      {"chunk size that is no number",
       raw(kOk + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n"), "protocol"},
      {"cut in the head", raw("HTTP/1.1 200 OK\r\nContent-Ty"), "truncated"},
      {"gzip that is none", raw(kOk + "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"),
       "bad_encoding"},
      {"br that is none",
       raw(kOk + "Content-Encoding: br\r\nContent-Length: 5\r\n\r\n\x81\x81\x81zz"),
       "bad_encoding"},
      {"zstd that is none", raw(kOk + "Content-Encoding: zstd\r\nContent-Length: 5\r\n\r\nhello"),
       "bad_encoding"},
      {"a coding nobody knows",
       raw(kOk + "Content-Encoding: rot13\r\nContent-Length: 5\r\n\r\nuryyb"), "bad_encoding"},
      {"six codings", raw(kOk + "Content-Encoding: gzip,gzip,gzip,gzip,gzip,gzip\r\n\r\nx"),
       "bad_encoding"},
  };
  LoopbackSite site;
  for (const BrokenCase& broken : cases) {
    site.on("/a", broken.handler);
    const FetchResult result = fetch(site.url("/a"));
    EXPECT_EQ(error_of(result), broken.error) << broken.name << ": " << result.message;
    EXPECT_EQ(result.body, "") << broken.name;
    EXPECT_FALSE(result.is_ok()) << broken.name;
    EXPECT_THAT(result.message, HasSubstr("cannot fetch " + site.url("/a"))) << broken.name;
    EXPECT_EQ(result.message.find('\n'), std::string::npos) << broken.name;
  }
}

TEST(FetchBroken, GzipAsATransferCodingIsUndone) {  // RFC 9112 7.2; unasked, as some servers do
  const std::string packed = encode("gzip", "<p>The ferry");
  const std::string size = std::string(1, "0123456789abcdef"[packed.size() / 16]) +
                           "0123456789abcdef"[packed.size() % 16];
  ASSERT_LT(packed.size(), 256u);
  LoopbackSite site;
  site.on("/to-the-end", raw(kOk + "Transfer-Encoding: gzip\r\n\r\n" + packed));
  site.on("/chunks", raw(kOk + "Transfer-Encoding: gzip, chunked\r\n\r\n" + size + "\r\n" + packed +
                         "\r\n0\r\n\r\n"));
  site.on("/a-lie", raw(kOk + "Transfer-Encoding: gzip\r\n\r\n<p>The ferry"));
  for (const char* const path : {"/to-the-end", "/chunks", "/a-lie"})
    EXPECT_EQ(fetch(site.url(path)).body, "<p>The ferry") << path;
  site.on("/cut", raw(kOk + "Transfer-Encoding: gzip\r\n\r\n" + packed.substr(0, 15)));
  EXPECT_EQ(error_of(fetch(site.url("/cut"))), "truncated");
}

TEST(FetchBroken, ALengthTooShortGivesWhatItSays) {  // RFC 9112 6.3: the length ends the message
  LoopbackSite site;
  site.on("/a", raw(kOk + "Content-Length: 5\r\n\r\nhello and more"));
  EXPECT_EQ(fetch(site.url("/a")).body, "hello");
}

TEST(FetchBroken, WhatWasCutOffIsKeptAsTruncatedOnly) {
  LoopbackSite site;
  site.on("/a", raw(kOk + "Content-Length: 100\r\n\r\nonly this"));
  const FetchResult result = fetch(site.url("/a"));
  ASSERT_EQ(result.exchanges.size(), 1u);
  EXPECT_TRUE(result.exchanges[0].is_truncated);
  EXPECT_EQ(result.exchanges[0].truncation_reason, "disconnect");
  EXPECT_EQ(result.exchanges[0].response_body, "only this");
}

TEST(FetchBroken, ASilentServerEndsInATimeout) {
  LoopbackSite site;
  FetchOptions options = loopback_options();
  options.total_timeout_ms = 200;
  for (const char* const begun :
       {"", "HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"}) {
    site.on("/a", raw_then_silence(begun));
    const FetchResult result = fetch(options, site.url("/a"));
    EXPECT_EQ(error_of(result), "timeout") << begun << result.message;
    EXPECT_LT(result.duration_ms, 1'500);
  }
}

TEST(FetchBroken, ADripEndsAsTooSlow) {
  LoopbackSite site;
  site.on("/a", drip(kOk + "Content-Length: 1000\r\n\r\n" + std::string(1000, 'x'), 1, 50));
  FetchOptions options = loopback_options();
  options.low_speed_time_s = 1;
  options.total_timeout_ms = 20'000;
  const FetchResult result = fetch(options, site.url("/a"));
  EXPECT_EQ(error_of(result), "too_slow") << result.message;
  EXPECT_LT(result.duration_ms, 5'000);
}

TEST(FetchBroken, ARefusedConnectionSaysSo) {
  const ClosedPort closed;
  const FetchResult result = fetch(closed.url());
  EXPECT_EQ(error_of(result), "connect");
  EXPECT_THAT(result.message, HasSubstr("check that the server is up"));
}

TEST(FetchBroken, AnUnknownNameSaysSo) {
  const FetchResult result = fetch("http://nobody.test/page");
  EXPECT_EQ(error_of(result), "dns");
  EXPECT_THAT(result.message, HasSubstr("nobody.test"));
  EXPECT_EQ(fake_dns::lookups("nobody.test"), 1);  // by the robots.txt fetch, and not again
}

TEST(FetchBroken, InvalidNamesAreNotEvenLookedUp) {  // RFC 6761 6.4
  EXPECT_EQ(error_of(fetch("http://nowhere.invalid/")), "dns");
  EXPECT_EQ(error_of(fetch("http://nowhere.invalid./")), "dns");
  EXPECT_EQ(fake_dns::lookups("nowhere.invalid"), 0);
  EXPECT_EQ(fake_dns::lookups("nowhere.invalid."), 0);
}

TEST(FetchBroken, AnUnansweredLookupHoldsNobodyUp) {
  LoopbackSite site;
  site.page("/a", "x");
  fake_dns::set_slow("slow.test");
  FetchOptions options = loopback_options();
  options.connect_timeout_ms = options.total_timeout_ms = 300;
  const auto begin = std::chrono::steady_clock::now();
  const auto results = fetch_all(options, {"http://slow.test/", site.url("/a")});
  const auto took = std::chrono::steady_clock::now() - begin;
  fake_dns::release_slow();
  ASSERT_EQ(results.size(), 2u);
  EXPECT_EQ(results[0].body, "x");
  EXPECT_LT(results[0].duration_ms, 250);
  EXPECT_FALSE(results[1].is_ok());
  EXPECT_LT(took, std::chrono::seconds(2));
}

TEST(FetchBroken, WhatIsNoUrlSaysSo) {
  for (const char* const url :
       {"", "example", "http://", "//host/x", "http://a b/", "http://user@127.0.0.1/",
        "http://127.0.0.1:22/", "http://a..b/", "http://127.0.0.1:99999/"})
    EXPECT_EQ(error_of(fetch(url)), "invalid_url") << url;
  EXPECT_EQ(error_of(fetch("http://127.0.0.1/" + std::string(3'000, 'a'))), "invalid_url");
}

}  // namespace
}  // namespace cuttings
