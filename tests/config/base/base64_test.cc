#include "config/base/base64.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

// RFC 4648, section 10.
TEST(Base64, DecodesTheVectorsOfTheStandard) {
  EXPECT_EQ(decode_base64(""), "");
  EXPECT_EQ(decode_base64("Zg=="), "f");
  EXPECT_EQ(decode_base64("Zm8="), "fo");
  EXPECT_EQ(decode_base64("Zm9v"), "foo");
  EXPECT_EQ(decode_base64("Zm9vYg=="), "foob");
  EXPECT_EQ(decode_base64("Zm9vYmE="), "fooba");
  EXPECT_EQ(decode_base64("Zm9vYmFy"), "foobar");
}

TEST(Base64, PassesOverWhatIsNotOfTheAlphabet) {
  EXPECT_EQ(decode_base64("Zm9v\r\n YmFy-"), "foobar");
  EXPECT_EQ(decode_base64("Zm9=vYmFy"), "fo");  // "=" ends the data
  EXPECT_EQ(decode_base64("/+8"), "\xFF\xEF");
}

}  // namespace
}  // namespace cuttings
