#include "extractor/blocks/class_words.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

TEST(ClassifyClassWords, SplitsAtSeparatorsAndHumps) {
  EXPECT_EQ(classify_class_words("entry-content"),
            bit(ClassWord::kArticle) | bit(ClassWord::kBody));
  EXPECT_EQ(classify_class_words("storyFooter__share2"),
            bit(ClassWord::kArticle) | bit(ClassWord::kFooter) | bit(ClassWord::kShare));
}

TEST(ClassifyClassWords, PartsOfLongerWordsDoNotCount) {
  EXPECT_EQ(classify_class_words("navigator shareholder broadcast"), ClassWords{0});
}

TEST(ClassifyClassWords, CaseDoesNotMatter) {
  EXPECT_EQ(classify_class_words("NEWSLETTER"), bit(ClassWord::kPromo));
}

TEST(ClassifyClassWords, AVeryLongWordIsNotRead) {
  EXPECT_EQ(classify_class_words(std::string(1 << 20, 'a')), ClassWords{0});
}

}  // namespace
}  // namespace cuttings
