#include "extractor/dom/character_reference.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

std::string decode(std::string_view source, ReferenceContext context = ReferenceContext::kText) {
  std::string out;
  append_decoded(out, source, context, "");
  return out;
}

TEST(CharacterReference, LongestNameWins) {
  EXPECT_EQ(decode("&notin;"), "∉");
  EXPECT_EQ(decode("&notit;"), "¬it;");
  EXPECT_EQ(decode("&not;in"), "¬in");
}

TEST(CharacterReference, WithoutSemicolonOnlyTheOldNames) {
  EXPECT_EQ(decode("&eacute &hellip &hellip;"), "é &hellip …");
}

TEST(CharacterReference, InAttributesFollowingLettersForbidIt) {
  EXPECT_EQ(decode("?a&copy=1&copyx&copy;&copy", ReferenceContext::kAttribute),
            "?a&copy=1&copyx©©");
}

TEST(CharacterReference, NumbersFollowTheTable) {
  EXPECT_EQ(decode("&#65;&#x42;&#67 &#150;&#x80;"), "ABC –€");
  EXPECT_EQ(decode("&#0;&#xD800;&#x110000;&#99999999999999999999;"),
            "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(CharacterReference, WhatIsNoneStays) {
  EXPECT_EQ(decode("& &; &# &#x; &zzz; &"), "& &; &# &#x; &zzz; &");
}

TEST(CharacterReference, LineEndsBecomeLineFeeds) {
  EXPECT_EQ(decode("a\r\nb\rc\n\r"), "a\nb\nc\n\n");
}

}  // namespace
}  // namespace cuttings
