// What a response's head and body become: decoded, or, for who only keeps the page, left as sent.
// What is still checked of a body that nobody decodes is our choice: docs/fetching.md.

#include "crawler/engine/response_sink.h"

#include <gtest/gtest.h>

#include "crawler/engine/content_decoder.h"
#include "tests/support/encode.h"

namespace cuttings {
namespace {

constexpr const char* kPage = "<p>The ferry runs again on Monday, the harbour says.</p>";

SinkLimits limits(BodyWanted wanted) {
  return {64 << 10, 1 << 20, 1 << 20, WhenTooLong::kFail, wanted};
}

/// Feeds a whole response, the body in pieces of `step` bytes; the sink afterwards.
ResponseSink take(const SinkLimits& limits, const std::string& head, std::string_view body,
                  std::size_t step = 1 << 20) {
  ResponseSink sink(limits);
  bool goes_on = true;
  for (std::size_t at = 0; goes_on && at < head.size();) {
    const std::size_t end = head.find('\n', at) + 1;
    goes_on = sink.take_header_line(std::string_view(head).substr(at, end - at));
    at = end;
  }
  for (std::size_t at = 0; goes_on && at < body.size(); at += step)
    goes_on = sink.take_body(body.substr(at, step));
  if (goes_on) sink.finish();
  return sink;
}

std::string head_of(std::string_view coding, std::string_view framing,
                    std::string_view status = "HTTP/1.1 200 OK") {
  std::string head = std::string(status) + "\r\n";
  if (!coding.empty()) head += "Content-Encoding: " + std::string(coding) + "\r\n";
  if (!framing.empty()) head += std::string(framing) + "\r\n";
  return head + "\r\n";
}

constexpr const char* kChunked = "Transfer-Encoding: chunked";

TEST(ResponseSink, TheNameOfTheProtocolMayBeOfSmallLettersAsForLibcurl) {
  const ResponseSink sink =
      take(limits(BodyWanted::kDecoded), head_of("", "", "http/1.1 200 OK"), kPage);
  EXPECT_EQ(sink.status(), 200);
}

TEST(ResponseSink, ABodyThatIsOnlyKeptStaysAsSent) {
  for (const char* coding : {"gzip", "deflate", "br", "zstd"})
    for (const std::size_t step : {std::size_t{1}, std::size_t{1} << 20}) {
      const std::string body = encode(coding, kPage);
      auto sink = take(limits(BodyWanted::kAsSent), head_of(coding, kChunked), body, step);
      EXPECT_FALSE(sink.failure()) << coding << ": " << sink.failure().reason;
      EXPECT_TRUE(sink.is_body_as_sent()) << coding;
      EXPECT_EQ(sink.body(), "") << coding;
      EXPECT_TRUE(sink.raw_body() == body) << coding;
    }
}

TEST(ResponseSink, ABodyIsDecodedWhenItIsWanted) {
  auto sink = take(limits(BodyWanted::kDecoded), head_of("gzip", kChunked), encode("gzip", kPage));
  EXPECT_FALSE(sink.is_body_as_sent());
  EXPECT_EQ(sink.body(), kPage);
}

// RFC 1952, section 2.2: several members are one body; what stands behind them is padding.
TEST(ResponseSink, GzipIsDecodedAtItsEndAsItIsPieceByPiece) {
  const std::string member = encode("gzip", kPage);
  std::string damaged = member;
  damaged[member.size() - 6] ^= 1;  // of its CRC
  for (const std::string& body : {member, member + member, member + "padding", damaged,
                                  member.substr(0, member.size() - 9), std::string("\x1f no gzip")})
    for (const std::size_t max_bytes : {std::size_t{1} << 20, std::size_t{20}}) {
      SinkLimits wanted = limits(BodyWanted::kDecoded);
      wanted.max_body_bytes = max_bytes;
      auto sink = take(wanted, head_of("gzip", kChunked), body, 7);
      auto decoder = ContentDecoder::create("gzip", max_bytes);
      std::string by_pieces;
      const DecodeStatus status = decoder->feed(body, by_pieces);
      EXPECT_EQ(sink.body(), by_pieces);
      EXPECT_EQ(sink.failure().error, status == DecodeStatus::kCorrupt    ? FetchError::kBadEncoding
                                      : status == DecodeStatus::kTooLarge ? FetchError::kTooLarge
                                      : decoder->is_complete()            ? FetchError::kNone
                                                                          : FetchError::kTruncated);
    }
}

TEST(ResponseSink, OfGzipThatBreaksOffThereIsWhatCame) {
  const std::string body = encode("gzip", kPage);
  auto sink = ResponseSink(limits(BodyWanted::kDecoded));
  const std::string head = head_of("gzip", kChunked);
  for (std::size_t at = 0; at < head.size(); at = head.find('\n', at) + 1)
    ASSERT_TRUE(
        sink.take_header_line(std::string_view(head).substr(at, head.find('\n', at) + 1 - at)));
  ASSERT_TRUE(sink.take_body(body.substr(0, body.size() - 9)));
  EXPECT_TRUE(sink.decode_held());
  EXPECT_TRUE(std::string(kPage).starts_with(sink.body().substr(0, 20)));
  EXPECT_GE(sink.body().size(), 20u);
}

TEST(ResponseSink, GzipOfManyMegabytesIsDecodedAsItComes) {
  std::string noise;  // it does not pack
  for (std::uint32_t x = 1; noise.size() < 3 << 20; x = x * 1664525 + 1013904223)
    noise += static_cast<char>(x >> 24);
  SinkLimits wanted = limits(BodyWanted::kDecoded);
  wanted.max_wire_bytes = wanted.max_body_bytes = 8 << 20;
  auto sink = take(wanted, head_of("gzip", kChunked), encode("gzip", noise), 64 << 10);
  EXPECT_FALSE(sink.failure()) << sink.failure().reason;
  EXPECT_TRUE(sink.body() == noise);
  wanted.max_body_bytes = 2 << 20;
  auto cut = take(wanted, head_of("gzip", kChunked), encode("gzip", noise), 64 << 10);
  EXPECT_EQ(cut.failure().error, FetchError::kTooLarge);
  EXPECT_TRUE(cut.body() == std::string_view(noise).substr(0, 2 << 20));
}

TEST(ResponseSink, ALengthOrHttp2TellTheEndOfABodyToo) {
  const std::string body = encode("gzip", kPage);
  const std::string length = "Content-Length: " + std::to_string(body.size());
  EXPECT_TRUE(take(limits(BodyWanted::kAsSent), head_of("gzip", length), body).is_body_as_sent());
  EXPECT_TRUE(
      take(limits(BodyWanted::kAsSent), head_of("gzip", "", "HTTP/2 200"), body).is_body_as_sent());
}

TEST(ResponseSink, OnlyTheCodingTellsThatABodyIsWholeWhichEndsWithTheConnection) {
  const std::string body = encode("gzip", kPage);
  auto whole = take(limits(BodyWanted::kAsSent), head_of("gzip", ""), body);
  EXPECT_FALSE(whole.is_body_as_sent());
  EXPECT_EQ(whole.body(), kPage);
  auto cut = take(limits(BodyWanted::kAsSent), head_of("gzip", ""),
                  std::string_view(body).substr(0, body.size() - 9));
  EXPECT_EQ(cut.failure().error, FetchError::kTruncated);
}

TEST(ResponseSink, ABodyThatIsNotOfItsCodingIsFoundOut) {
  for (const char* coding : {"gzip", "x-gzip", "zstd", "GZIP "}) {
    const auto sink = take(limits(BodyWanted::kAsSent), head_of(coding, kChunked), kPage, 7);
    EXPECT_EQ(sink.failure().error, FetchError::kBadEncoding) << coding;
  }
  EXPECT_EQ(take(limits(BodyWanted::kAsSent), head_of("rot13", kChunked), kPage).failure().error,
            FetchError::kBadEncoding);
}

TEST(ResponseSink, ErrorPagesAndStackedCodingsAreDecoded) {
  const std::string body = encode("gzip", kPage), twice = encode("br", body);
  for (const char* status : {"HTTP/1.1 404 Not Found", "HTTP/1.1 206 Partial Content",
                             "HTTP/1.1 301 Moved Permanently"}) {
    auto sink = take(limits(BodyWanted::kAsSent), head_of("gzip", kChunked, status), body);
    EXPECT_EQ(sink.body(), kPage) << status;
  }
  EXPECT_EQ(take(limits(BodyWanted::kAsSent), head_of("gzip, br", kChunked), twice).body(), kPage);
}

TEST(ResponseSink, BothLimitsHoldForWhatIsOnlyKept) {
  SinkLimits small = limits(BodyWanted::kAsSent);
  small.max_wire_bytes = 1000, small.max_body_bytes = 100;
  const std::string noise = "\x1f" + std::string(1000, 'x');
  const auto long_one = take(small, head_of("gzip", kChunked), noise, 100);
  EXPECT_EQ(long_one.failure().error, FetchError::kTooLarge);
  EXPECT_NE(long_one.failure().hint.find("max_wire_bytes"), std::string::npos);
  const auto plain = take(small, head_of("", kChunked), std::string(101, 'x'), 10);
  EXPECT_EQ(plain.failure().error, FetchError::kTooLarge);
  EXPECT_NE(plain.failure().hint.find("max_body_bytes"), std::string::npos);
  EXPECT_FALSE(take(small, head_of("", kChunked), std::string(100, 'x'), 10).failure());
}

// 16 MB in 16 KB: nothing is decoded, so nothing grows; import and reextract have the limit.
TEST(ResponseSink, ABombThatIsOnlyKeptDoesNotGoOff) {
  const std::string bomb = encode("gzip", std::string(16 << 20, '\0'));
  auto sink = take(limits(BodyWanted::kAsSent), head_of("gzip", kChunked), bomb);
  EXPECT_FALSE(sink.failure());
  EXPECT_EQ(sink.body().capacity(), std::string().capacity());
  EXPECT_EQ(sink.raw_body().size(), bomb.size());
}

}  // namespace
}  // namespace cuttings
