// RevisitPolicy: its curve. How many edits it catches at what price: revisit_simulation_test.cc.

#include "crawler/revisit_policy.h"

#include <gtest/gtest.h>

#include "tests/crawler/spans_of_time.h"

namespace cuttings {
namespace {

RevisitOptions half_hour_to_a_month() {
  RevisitOptions options;
  options.first_s = 30 * kMinute;
  options.max_s = 30 * kDay;
  return options;
}

TEST(RevisitPolicy, BeginsShortAndGrowsToTheMost) {
  const RevisitPolicy policy(half_hour_to_a_month());
  RevisitRecord record = policy.first(0);
  EXPECT_EQ(record.interval_s, 30 * kMinute);
  std::int64_t before = record.interval_s;
  for (int look = 0; look < 40; ++look) {
    record = *policy.after(record, Look::kUnchanged, {});
    EXPECT_GE(record.interval_s, before);
    before = record.interval_s;
  }
  EXPECT_EQ(record.interval_s, 30 * kDay);
}

TEST(RevisitPolicy, AnOldArticleBeginsAtHalfItsAge) {
  const RevisitPolicy policy(half_hour_to_a_month());
  EXPECT_EQ(policy.first(10 * kDay).interval_s, 5 * kDay);
  EXPECT_EQ(policy.first(std::nullopt).interval_s, 30 * kMinute);
  EXPECT_EQ(policy.first(3000 * kDay).interval_s, 30 * kDay);
  EXPECT_EQ(policy.first(-5).interval_s, 30 * kMinute) << "a date in the future";
}

TEST(RevisitPolicy, AChangeShortensTheWait) {
  const RevisitPolicy policy(half_hour_to_a_month());
  RevisitRecord record;
  record.interval_s = 2 * kDay;
  EXPECT_LT(policy.after(record, Look::kChanged, {})->interval_s, kDay + kDay / 2);
}

TEST(RevisitPolicy, GoneThreeTimesInARowIsGone) {
  const RevisitPolicy policy(half_hour_to_a_month());
  RevisitRecord record = policy.first(0);
  record = *policy.after(record, Look::kGone, {});
  record = *policy.after(record, Look::kUnchanged, {});
  record = *policy.after(record, Look::kGone, {});
  record = *policy.after(record, Look::kGone, {});
  EXPECT_FALSE(policy.after(record, Look::kGone, {}));
}

TEST(SiteLooks, ComesBackFromItsText) {
  SiteLooks looks;
  for (int i = 0; i < 70; ++i) looks.add(3, i == 0);
  looks.add(9, true);
  EXPECT_EQ(SiteLooks::of(looks.text()), looks);
  for (const char* nonsense : {"x", "1/2/3 //", "9999999999999999999/1", " "})
    SiteLooks::of(nonsense).is_quiet(0);  // does not crash
}

}  // namespace
}  // namespace cuttings
