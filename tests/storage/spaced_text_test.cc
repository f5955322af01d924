#include "storage/search/spaced_text.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

TEST(SpacedText, EachCharacterWithoutSpacesIsAWord) {
  EXPECT_EQ(spaced_text("渡轮"), " 渡  轮 ");
  EXPECT_EQ(spaced_text("T恤x"), "T 恤 x");
  EXPECT_EQ(spaced_text("여객 x"), " 여  객  x");
}

TEST(SpacedText, OtherTextStaysAsItIs) {
  for (const char* text : {"", "The ferry.", "Über die Brücke", "паром", "a\u0301", "\U0001F6A2"})
    EXPECT_EQ(spaced_text(text), text);
}

TEST(SpacedText, KnowsTheScripts) {
  for (const char* text : {"渡", "a ferry 渡", "여", "ท", "\U00020000", "ラ"})
    EXPECT_TRUE(has_unspaced_script(text)) << text;
  for (const char* text : {"", "ferry", "Fähre", "паром", "πλοίο", "\U0001F6A2"})
    EXPECT_FALSE(has_unspaced_script(text)) << text;
}

}  // namespace
}  // namespace cuttings
