#include "tools/progress.h"

#include <gtest/gtest.h>

#include "config/base/text.h"

namespace cuttings {
namespace {

// 312 done in 7.6 s is 41 a second; 688 left take 16.8 s, rounded up. The counts are product.md's.
constexpr ProgressCounts kCounts{.total = 1000, .ok = 298, .failed = 14, .elapsed_s = 7.6};

TEST(RenderBar, ShowsCountsRateAndTimeLeft) {
  EXPECT_EQ(render_bar(kCounts, 200),
            "312/1000 ▓▓▓▓▓▓░░░░░░░░░░░░░░ 41/s · ok 298 · failed 14 · eta 17s");
}

TEST(RenderBar, ShrinksItsCellsToTheTerminal) {
  const std::string bar = render_bar(kCounts, 55);
  EXPECT_EQ(count_code_points(bar), 55u);
  EXPECT_NE(bar.find("eta 17s"), std::string::npos);
}

TEST(RenderBar, HasNoTimeLeftAtTheEndOrBeforeTheStart) {
  const ProgressCounts finished{.total = 2, .ok = 2, .failed = 0, .elapsed_s = 1};
  EXPECT_EQ(render_bar(finished, 10).find("eta"), std::string::npos);
  EXPECT_EQ(render_bar({.total = 2}, 10).find("eta"), std::string::npos);
}

TEST(DurationWords, HaveTwoDigitsBehindTheFirstUnit) {
  EXPECT_EQ(duration_words(17), "17s");
  EXPECT_EQ(duration_words(245), "4m05s");
  EXPECT_EQ(duration_words(7380), "2h03m");
  EXPECT_EQ(duration_words(0.2), "1s") << "rounded up";
}

TEST(RenderProgressJson, IsOneObject) {
  EXPECT_EQ(render_progress_json(kCounts),
            R"({"done":312,"total":1000,"ok":298,"failed":14,"elapsed_s":7.6})");
}

}  // namespace
}  // namespace cuttings
