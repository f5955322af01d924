#include "extractor/metadata/slug.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuttings {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Slug, WordsHaveTheFormOfAddresses) {
  EXPECT_THAT(slug_words("The FERRY's back: 3 reasons"),
              ElementsAre("back", "ferrys", "reasons", "the"));
  EXPECT_THAT(slug_words("Łódź, Đà Nẵng, Đà"), ElementsAre("da", "lodz", "nang"));
  EXPECT_EQ(slug_words("Größere Fähre"), slug_words("groessere faehre"));
  EXPECT_EQ(slug_words("Æbler på øen"), slug_words("aebler paa oen"));
  EXPECT_THAT(slug_words("паром 渡船 x"), IsEmpty());
}

TEST(Slug, IsTheLongestSegmentOfThePath) {
  EXPECT_THAT(slug_of_path("/news/ferry-comes-back-today-12345.html"),
              ElementsAre("back", "comes", "ferry", "today"));
  EXPECT_THAT(slug_of_path("/news/local/ferry-returns"), IsEmpty());  // says too little
  EXPECT_THAT(slug_of_path(""), IsEmpty());
}

TEST(Slug, MatchIsThePartOfItsWordsInTheTitle) {
  const auto slug = slug_of_path("/ferry-comes-back-today");
  EXPECT_DOUBLE_EQ(slug_match(slug, "Today the ferry comes back"), 1);
  EXPECT_DOUBLE_EQ(slug_match(slug, "Ferry back"), 0.5);
  EXPECT_DOUBLE_EQ(slug_match({}, "Ferry back"), 0);
}

}  // namespace
}  // namespace cuttings
