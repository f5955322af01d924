#include "config/base/stated_digest.h"

#include <gtest/gtest.h>

#include <string>

namespace cuttings {
namespace {

// By sha1sum, md5sum, sha256sum, sha512sum; base32 by coreutils' base32.
constexpr std::string_view kRight[] = {
    "sha1:a9993e364706816aba3e25717850c26c9cd0d89d",
    "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5",
    "SHA-1:vgmt4nsha2awvor6evyxqugcnsonbwe5",
    "md5:900150983cd24fb0d6963f7d28e17f72",
    "md5:SAAVBGB42JH3BVUWH56SRYL7OI======",
    "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "sha-256:XJ4BNP4PAHH6UQKBIDPF3LRCEOYAGYNDSYLXVHFUCD7WD4QACWWQ====",
};

TEST(StatedDigest, BothSpellingsOfEachAlgorithmAreUnderstood) {
  for (const std::string_view stated : kRight) {
    EXPECT_FALSE(is_digest_wrong(stated, "abc")) << stated;
    EXPECT_TRUE(is_digest_wrong(stated, "abd")) << stated;
  }
}

TEST(StatedDigest, WhatNobodyCanTellIsNotWrong) {
  for (const std::string_view stated :
       {"", "sha1", "sha1:", ":", "crc32:00000000", "sha1:not base32", "sha1:a9993e",
        "sha256:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", "sha1:18993e364706816aba3e25717850c26c9cd0d89z"})
    EXPECT_FALSE(is_digest_wrong(stated, "abd")) << stated;
}

TEST(StatedDigest, AnEmptyPayloadHasADigestToo) {
  EXPECT_FALSE(is_digest_wrong("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", ""));
  EXPECT_TRUE(is_digest_wrong("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", "a"));
}

}  // namespace
}  // namespace cuttings
