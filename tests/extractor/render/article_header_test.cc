#include <gtest/gtest.h>

#include "extractor/render/article_header.h"

namespace cuttings::test {
namespace {

TEST(ArticleHeader, IsTheFormOfTheManual) {
  Article article;
  article.metadata.title = "Ferry returns after eleven years";
  article.metadata.authors = {"Ann Lee"};
  article.metadata.sitename = "The Example";
  article.metadata.date_published = "2026-02-03T08:10:00Z";
  article.metadata.language = "en";
  article.word_count = 412;
  EXPECT_EQ(render_header(article),
            "# Ferry returns after eleven years\n"
            "*Ann Lee · The Example · 3 February 2026, 08:10 UTC · 412 words · en*\n");
}

TEST(ArticleHeader, LeavesOutWhatIsNotKnown) {
  Article article;
  article.word_count = 1;
  EXPECT_EQ(render_header(article), "*1 word*\n");
}

TEST(ReadableDate, KeepsThePrecisionAndZoneOfThePage) {
  EXPECT_EQ(readable_date("2026-02-03"), "3 February 2026");
  EXPECT_EQ(readable_date("2026-12-31T23:59"), "31 December 2026, 23:59");
  EXPECT_EQ(readable_date("2026-02-03T08:10:00+00:00"), "3 February 2026, 08:10 UTC");
  EXPECT_EQ(readable_date("2026-02-03T08:10:00.000+0100"), "3 February 2026, 08:10 UTC+1");
  EXPECT_EQ(readable_date("2026-02-03T08:10:00-03:30"), "3 February 2026, 08:10 UTC-3:30");
  EXPECT_EQ(readable_date("2026-13-03"), "2026-13-03");
  EXPECT_EQ(readable_date("spring"), "spring");
  EXPECT_EQ(readable_date(""), "");
}

}  // namespace
}  // namespace cuttings::test
