#include "extractor/blocks/text_shape.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

TEST(MeasureText, CountsSentencesInSeveralScripts) {
  EXPECT_EQ(measure_text("One. Two! Is it \"three\"? Yes.").sentence_ends, 4u);
  EXPECT_EQ(measure_text("船は夜明けに出た。港は静かだった。").sentence_ends, 2u);
  EXPECT_EQ(measure_text("Version 1.2.3 of it").sentence_ends, 0u);
}

TEST(MeasureText, SeesHowATextEnds) {
  EXPECT_TRUE(measure_text("He said \"no.\"").ends_sentence);
  EXPECT_TRUE(measure_text("Read on:").ends_colon);
  EXPECT_TRUE(measure_text("The ferry returned to...").ends_ellipsis);
  EXPECT_TRUE(measure_text("Why?").ends_question);
  EXPECT_FALSE(measure_text("A headline without a stop").ends_sentence);
}

TEST(MeasureText, SeesYearsAndClockTimes) {
  EXPECT_TRUE(measure_text("3 February 2026").has_year);
  EXPECT_FALSE(measure_text("12026 people").has_year);
  EXPECT_TRUE(measure_text("at 08:10 UTC").has_clock_time);
  EXPECT_FALSE(measure_text("ratio 3:2").has_clock_time);
}

TEST(MeasureText, CountsLettersCaseAndShortWords) {
  const TextShape shape = measure_text("The Old Man is at sea");
  EXPECT_EQ(shape.letters, 16u);
  EXPECT_EQ(shape.uppercase, 3u);
  EXPECT_EQ(shape.capitalised_words, 3u);
  EXPECT_EQ(shape.short_words, 6u);
}

TEST(MeasureText, EmptyTextIsAllZero) { EXPECT_EQ(measure_text("").code_points, 0u); }

}  // namespace
}  // namespace cuttings
