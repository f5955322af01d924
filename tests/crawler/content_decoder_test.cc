#include "crawler/engine/content_decoder.h"

#include <gtest/gtest.h>

#include "tests/support/encode.h"

namespace cuttings {
namespace {

struct Decoded {
  DecodeStatus status = DecodeStatus::kOk;
  std::string text = {};
  bool is_complete = false;
};

/// Feeds `bytes` in steps, from copies of their exact size, so that ASan sees a byte too far.
Decoded decode(std::string_view codings, std::string_view bytes, std::size_t step = 1 << 20,
               std::size_t max_bytes = 1 << 20) {
  auto decoder = ContentDecoder::create(codings, max_bytes);
  Decoded decoded;
  for (std::size_t at = 0; at < bytes.size() && decoded.status == DecodeStatus::kOk; at += step) {
    const auto part = bytes.substr(at, step);
    const std::vector<char> exact(part.begin(), part.end());
    decoded.status = decoder->feed({exact.data(), exact.size()}, decoded.text);
  }
  decoded.is_complete = decoder->is_complete();
  return decoded;
}

const std::string kText = [] {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i * 7919 % 10'007) + " ";
  return text;
}();

const std::pair<const char*, const char*> kCodings[] = {{"gzip", "gzip"},
                                                        {"deflate", "deflate"},
                                                        {"deflate", "raw-deflate"},
                                                        {"br", "br"},
                                                        {"zstd", "zstd"}};

TEST(ContentDecoder, EachCodingComesBackWholeInPiecesOfAnySize) {
  for (const auto& [name, coding] : kCodings)
    for (const std::size_t step : {1, 7, 4096, 1 << 20}) {
      const Decoded decoded = decode(name, encode(coding, kText), step);
      EXPECT_TRUE(decoded.text == kText) << coding << " by " << step;
      EXPECT_TRUE(decoded.is_complete) << coding;
      EXPECT_EQ(decoded.status, DecodeStatus::kOk);
    }
}

TEST(ContentDecoder, EveryCutIsIncompleteAndNeverWrong) {
  const std::string text = kText.substr(0, 300);
  for (const auto& [name, coding] : kCodings) {
    const std::string coded = encode(coding, text);
    for (std::size_t length = 1; length < coded.size(); ++length) {
      const Decoded decoded = decode(name, std::string_view(coded).substr(0, length));
      EXPECT_FALSE(decoded.is_complete) << coding << " cut at " << length;
      EXPECT_TRUE(text.starts_with(decoded.text)) << coding;
    }
  }
}

TEST(ContentDecoder, TheLimitIsExact) {
  for (const auto& [name, coding] : kCodings) {
    const std::string coded = encode(coding, kText);
    EXPECT_EQ(decode(name, coded, 1 << 20, kText.size()).status, DecodeStatus::kOk) << coding;
    const Decoded over = decode(name, coded, 1 << 20, kText.size() - 1);
    EXPECT_EQ(over.status, DecodeStatus::kTooLarge) << coding;
    EXPECT_EQ(over.text.size(), kText.size() - 1) << coding;
  }
  EXPECT_EQ(decode("", "hello", 9, 4).text, "hell");
}

TEST(ContentDecoder, StackedCodingsAreUndoneFromTheLast) {  // RFC 9110 8.4
  EXPECT_EQ(decode("gzip, br", encode("br", encode("gzip", "hello"))).text, "hello");
  std::string coded = "hello";
  for (int i = 0; i < 5; ++i) coded = encode("gzip", coded);
  EXPECT_EQ(decode("gzip,gzip, gzip ,gzip,gzip", coded, 1).text, "hello");
  EXPECT_FALSE(ContentDecoder::create("gzip,gzip,gzip,gzip,gzip,gzip", 9));
}

TEST(ContentDecoder, AnInnerBombThatDecodesToLittleIsStoppedToo) {
  std::string members;  // 4 MB of empty gzip members, which decode to nothing
  for (const std::string empty = encode("gzip", ""); members.size() < 4 << 20;) members += empty;
  EXPECT_EQ(decode("gzip, gzip", encode("gzip", members)).status, DecodeStatus::kTooLarge);
}

TEST(ContentDecoder, GzipMembersAreOneAndPaddingIsIgnored) {  // RFC 1952 2.2
  const std::string two = encode("gzip", "hello ") + encode("gzip", "world");
  for (const std::size_t step : {1, 5, 1000}) {
    EXPECT_EQ(decode("gzip", two, step).text, "hello world");
    EXPECT_EQ(decode("gzip", two + std::string(20, '\0'), step).text, "hello world");
    EXPECT_TRUE(decode("gzip", two + "tail", step).is_complete);
  }
}

TEST(ContentDecoder, DamageIsSeen) {
  for (const auto& [name, coding] : kCodings) {
    if (std::string_view(coding) == "raw-deflate") continue;  // has no mark to be missed
    EXPECT_EQ(decode(name, "\xFF\xFF\xFF\xFFnot at all").status, DecodeStatus::kCorrupt) << coding;
  }
  std::string coded = encode("gzip", kText);
  coded[coded.size() - 6] ^= 1;  // in the CRC
  EXPECT_EQ(decode("gzip", coded).status, DecodeStatus::kCorrupt);
}

TEST(ContentDecoder, NothingAndIdentityPassThrough) {
  for (const char* const none : {"", "identity", " Identity , ", ","}) {
    EXPECT_EQ(decode(none, "as it is").text, "as it is") << none;
    EXPECT_TRUE(decode(none, "").is_complete);
  }
  EXPECT_EQ(decode("GZip", encode("gzip", "x")).text, "x");
  EXPECT_TRUE(decode("gzip", "").is_complete) << "an empty body is no cut one";
}

TEST(ContentDecoder, UnknownCodingsAreErrors) {
  for (const char* const bad : {"compress", "rot13", "gzip, x", "gzip br"})
    EXPECT_FALSE(ContentDecoder::create(bad, 9)) << bad;
}

TEST(ContentDecoder, NamesThatAreNoCodingArePassedOver) {
  for (const char* const name : {"utf-8", "UTF8", "none", "binary", "8bit", "identity", " , "}) {
    auto decoder = ContentDecoder::create(name, 99);
    ASSERT_TRUE(decoder) << name;
    std::string out;
    EXPECT_EQ(decoder->feed("as it is", out), DecodeStatus::kOk);
    EXPECT_EQ(out, "as it is");
    EXPECT_TRUE(decoder->is_complete());
  }
}

}  // namespace
}  // namespace cuttings
