// Schedule: when the sources of a site with times of its own are looked at. Dates were worked out
// by hand from a calendar.
#include "crawler/schedule.h"

#include <cstdlib>
#include <ctime>
#include <string>

#include <gtest/gtest.h>

#include "crawler/local_time.h"
#include "storage/iso_time.h"

namespace cuttings {
namespace {

using namespace std::chrono;

/// A time zone by POSIX rule, so that no zone files are needed. Restores UTC.
class Zone {
 public:
  explicit Zone(const char* rule) { set(rule); }
  ~Zone() { set("UTC0"); }

 private:
  static void set(const char* rule) {
    setenv("TZ", rule, 1);
    tzset();
  }
};
constexpr const char* kBerlin = "CET-1CEST,M3.5.0,M10.5.0/3";

WallTime at(int year, unsigned month, unsigned day, int hour, int minute) {
  return sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)) +
         hours(hour) + minutes(minute);
}

/// The next moment as text without seconds; "never".
std::string next(std::string_view expression, WallTime after) {
  const auto spec = parse_schedule(expression);
  EXPECT_TRUE(spec) << expression;
  if (!spec) return "bad";
  const auto moment = Schedule(*spec).next_after(after);
  return moment ? iso_time(*moment).substr(0, 16) : "never";
}

TEST(Schedule, AnIntervalCountsFromTheLastLook) {
  EXPECT_EQ(next("every 20 min", at(2026, 2, 3, 8, 10)), "2026-02-03T08:30");
  EXPECT_EQ(next("every 6h", at(2026, 2, 3, 20, 0)), "2026-02-04T02:00");
  EXPECT_EQ(next("every  2  days", at(2026, 2, 27, 20, 0)), "2026-03-01T20:00");
}

TEST(Schedule, TheMomentComesAfterTheTimeGivenNeverAtIt) {
  const Zone zone("UTC0");
  EXPECT_EQ(next("30 6 * * *", at(2026, 2, 3, 6, 29)), "2026-02-03T06:30");
  EXPECT_EQ(next("30 6 * * *", at(2026, 2, 3, 6, 30)), "2026-02-04T06:30");
}

// https://pubs.opengroup.org/onlinepubs/9699919799/utilities/crontab.html: "0 0 1,15 * 1"
TEST(SchedulePosix, TwoDayFieldsTakeADayThatMatchesEither) {
  const Zone zone("UTC0");
  // 2026-06-01 is a Monday, and so are the 8th and the 15th; 2026-07-01 is a Wednesday.
  EXPECT_EQ(next("0 0 1,15 * 1", at(2026, 6, 1, 0, 0)), "2026-06-08T00:00");
  EXPECT_EQ(next("0 0 1,15 * 1", at(2026, 6, 29, 0, 0)), "2026-07-01T00:00");
  EXPECT_EQ(next("0 0 1,15 * *", at(2026, 6, 1, 0, 0)), "2026-06-15T00:00");
  EXPECT_EQ(next("0 0 * * 1", at(2026, 6, 1, 0, 0)), "2026-06-08T00:00");
}

TEST(SchedulePosix, ListsRangesAndSundayAsZero) {
  const Zone zone("UTC0");
  EXPECT_EQ(next("0,45 9-11 * * *", at(2026, 6, 3, 9, 0)), "2026-06-03T09:45");
  EXPECT_EQ(next("0,45 9-11 * * *", at(2026, 6, 3, 11, 45)), "2026-06-04T09:00");
  EXPECT_EQ(next("0 12 * * 0", at(2026, 6, 3, 0, 0)), "2026-06-07T12:00");
  EXPECT_EQ(next("59 23 31 12 *", at(2026, 12, 31, 23, 59)), "2027-12-31T23:59");
}

TEST(Schedule, StepsNamesAndSundayAsSevenAreOurChoice) {
  const Zone zone("UTC0");
  EXPECT_EQ(next("*/25 * * * *", at(2026, 6, 3, 9, 50)), "2026-06-03T10:00");
  EXPECT_EQ(next("10-40/15 * * * *", at(2026, 6, 3, 9, 10)), "2026-06-03T09:25");
  EXPECT_EQ(next("0 12 * * 7", at(2026, 6, 3, 0, 0)), next("0 12 * * SUN", at(2026, 6, 3, 0, 0)));
  EXPECT_EQ(next("0 0 1 jan *", at(2026, 6, 3, 0, 0)), "2027-01-01T00:00");
}

TEST(Schedule, TheLeapDayIsWaitedForOverTheYearThatHasNone) {
  const Zone zone("UTC0");
  EXPECT_EQ(next("0 0 29 2 *", at(2026, 3, 1, 0, 0)), "2028-02-29T00:00");
  EXPECT_EQ(next("0 0 29 2 *", at(2096, 3, 1, 0, 0)), "2104-02-29T00:00");  // 2100 is none
}

TEST(Schedule, CronSpeaksLocalTime) {
  const Zone zone(kBerlin);
  EXPECT_EQ(next("30 6 * * *", at(2026, 1, 5, 0, 0)), "2026-01-05T05:30");
  EXPECT_EQ(next("30 6 * * *", at(2026, 7, 5, 0, 0)), "2026-07-05T04:30");
  EXPECT_EQ(next("0 0 1 * *", at(2026, 7, 31, 21, 0)), "2026-07-31T22:00");
}

// 2026-03-29: 02:00 CET (01:00 UTC) becomes 03:00 CEST.
TEST(Schedule, AMomentTheClockIsSetForwardOverComesAsMuchLater) {
  const Zone zone(kBerlin);
  EXPECT_EQ(next("30 2 * * *", at(2026, 3, 28, 12, 0)), "2026-03-29T01:30");  // 03:30 CEST
  EXPECT_EQ(next("30 2 * * *", at(2026, 3, 29, 1, 30)), "2026-03-30T00:30");
  EXPECT_EQ(next("30 * * * *", at(2026, 3, 29, 0, 30)), "2026-03-29T01:30");
}

// 2026-10-25: 03:00 CEST (01:00 UTC) becomes 02:00 CET.
TEST(Schedule, AnHourThatComesTwiceHasOneMomentUnlessEveryHourIsMeant) {
  const Zone zone(kBerlin);
  EXPECT_EQ(next("30 2 * * *", at(2026, 10, 25, 0, 0)), "2026-10-25T00:30");
  EXPECT_EQ(next("30 2 * * *", at(2026, 10, 25, 0, 30)), "2026-10-26T01:30");
  EXPECT_EQ(next("30 * * * *", at(2026, 10, 25, 0, 30)), "2026-10-25T01:30");
  EXPECT_EQ(next("*/20 * * * *", at(2026, 10, 25, 0, 40)), "2026-10-25T01:00");
}

TEST(Schedule, ADayThatBeginsWithAGapKeepsItsMidnight) {
  const Zone zone("<-03>3<-02>,M10.3.0/0,M2.3.0/0");  // as Brazil had it: 00:00 becomes 01:00
  // 2026-10-18 00:00 does not come; by the offset before it is 03:00 UTC.
  EXPECT_EQ(next("0 0 * * *", at(2026, 10, 17, 12, 0)), "2026-10-18T03:00");
  EXPECT_EQ(next("0 0 * * *", at(2026, 10, 18, 3, 0)), "2026-10-19T02:00");
}

TEST(Schedule, SpreadIsLaterByAtMostFiveMinutesAndTheSameForTheSameName) {
  const Zone zone("UTC0");
  const Schedule daily(*parse_schedule("0 6 * * *"));
  const WallTime before = at(2026, 6, 3, 5, 0), moment = at(2026, 6, 3, 6, 0);
  bool has_two = false;
  const auto first = daily.next_spread_after(before, "https://a.example/0");
  for (int i = 0; i < 100; ++i) {
    const auto late = daily.next_spread_after(before, "https://a.example/" + std::to_string(i));
    ASSERT_TRUE(late);
    EXPECT_GE(*late, moment);
    EXPECT_LE(*late, moment + Schedule::kMaxJitter);
    has_two = has_two || *late != *first;
  }
  EXPECT_TRUE(has_two);
  EXPECT_EQ(first, daily.next_spread_after(before, "https://a.example/0"));
  // Looked at late, the moment is behind: the next day's is due.
  EXPECT_GE(*daily.next_spread_after(*first, "https://a.example/0"), at(2026, 6, 4, 6, 0));
}

TEST(Schedule, OneMissedForWeeksIsDueOnceAndThenInTheFuture) {
  const Zone zone("UTC0");
  EXPECT_EQ(next("0 6 * * *", at(2026, 6, 3, 6, 0)), "2026-06-04T06:00");    // due while we slept
  EXPECT_EQ(next("0 6 * * *", at(2026, 6, 23, 9, 17)), "2026-06-24T06:00");  // after the late look
}

TEST(Schedule, WhatIsNoScheduleSaysWhy) {
  const std::pair<const char*, const char*> faults[] = {{"60 * * * *", "minute \"60\""},
                                                        {"* 24 * * *", "hour \"24\""},
                                                        {"* * 0 * *", "day of month \"0\""},
                                                        {"* * * 13 *", "month \"13\""},
                                                        {"* * * * 8", "day of week \"8\""},
                                                        {"5-1 * * * *", "minute \"5-1\""},
                                                        {"*/0 * * * *", "minute \"*/0\""},
                                                        {"1,,2 * * * *", "minute \"1,,2\""},
                                                        {"5/2 * * * *", "minute \"5/2\""},
                                                        {"+5 * * * *", "minute \"+5\""},
                                                        {"0 0 31 2,4 *", "never comes"},
                                                        {"every 0 min", "1 min to 366 days"},
                                                        {"every 400 days", "366 days"},
                                                        {"every 20 parsec", "366 days"},
                                                        {"every", "none of"},
                                                        {"* * * *", "none of"},
                                                        {"", "none of"},
                                                        {"every 99999999999 min", "366 days"}};
  for (const auto& [text, part] : faults) {
    const auto spec = parse_schedule(text);
    ASSERT_FALSE(spec) << text;
    EXPECT_NE(spec.error().message.find(part), std::string::npos) << spec.error().message;
  }
  EXPECT_FALSE(parse_schedule(std::string(501, '*')));
}

TEST(LocalTime, TheZoneIsNamedWithItsOffset) {
  const Zone zone(kBerlin);
  EXPECT_EQ(time_zone_words(at(2026, 7, 1, 0, 0)), "CEST (UTC+02:00)");
  EXPECT_EQ(time_zone_words(at(2026, 1, 1, 0, 0)), "CET (UTC+01:00)");
}

}  // namespace
}  // namespace cuttings
