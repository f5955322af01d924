// Times of feeds and sitemaps: RFC 5322 (section 3.3, and 4.3 for the obsolete zones and years),
// W3C date-time, and what feeds make of them. Seconds by `date -u -d` and Python's email.utils.

#include "crawler/discovery/source_time.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

// Tuesday, 2026-02-03 00:00 UTC.
constexpr std::int64_t kDay = 1'770'076'800;
constexpr std::int64_t at(int hour, int minute, int second = 0) {
  return kDay + hour * 3600 + minute * 60 + second;
}

struct Row {
  const char* text;
  std::int64_t seconds;
};

void expect_times(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    const auto time = parse_source_time(row.text);
    const std::int64_t seconds = time ? time->time_since_epoch().count() / 1000 : 0;
    EXPECT_EQ(seconds, row.seconds) << row.text;
  }
}

TEST(SourceTime, Rfc5322) {
  expect_times({{"Tue, 03 Feb 2026 08:10:00 +0100", at(7, 10)},
                {"Tue, 3 Feb 2026 8:10:00 GMT", at(8, 10)},
                {"3 Feb 2026 08:10 +0000", at(8, 10)},
                {"Tue, 03 Feb 2026 08:10:00 -0330", at(11, 40)},
                {"Tue,03 Feb 2026 08:10:00 -0000", at(8, 10)},
                {"\n  Tue, 03 Feb 2026\t08:10:07 +0000 (UTC)\n", at(8, 10, 7)}});
}

TEST(SourceTime, ZonesAndYearsOfRfc822) {
  expect_times({{"Tue, 03 Feb 26 08:10:00 EST", at(13, 10)},
                {"03 Feb 99 08:10:00 GMT", 918'029'400},
                {"Tue, 03 Feb 2026 08:10:00 EDT", at(12, 10)},
                {"Tue, 03 Feb 2026 08:10:00 CST", at(14, 10)},
                {"Tue, 03 Feb 2026 08:10:00 MST", at(15, 10)},
                {"Tue, 03 Feb 2026 08:10:00 PDT", at(15, 10)},
                {"Tue, 03 Feb 2026 08:10:00 PST", at(16, 10)},
                {"Tue, 03 Feb 2026 08:10:00 Z", at(8, 10)},
                {"Tue, 03 Feb 2026 08:10:00 UT", at(8, 10)}});
}

TEST(SourceTime, W3cDateTime) {
  expect_times({{"2026-02-03T08:10:00+01:00", at(7, 10)},
                {"2026-02-03T08:10-05:00", at(13, 10)},
                {"2026-02-03T08:10:00.123Z", at(8, 10)},
                {"2026-02-03", kDay}});
}

// Seen in feeds of the web.
TEST(SourceTime, NearlyRight) {
  expect_times({{"2026-02-03T08:10:00+0100", at(7, 10)},
                {"2026-02-03 08:10:00", at(8, 10)},
                {"2026-02-03 08:10:00 +0100", at(7, 10)},
                {"2026-02-03t08:10:00z", at(8, 10)},
                {"20260203T081000Z", at(8, 10)},
                {"Tues, 03 February 2026 08:10:00 +01:00", at(7, 10)},
                {"Tuesday, 03-Feb-26 08:10:00 GMT", at(8, 10)},
                {"Tue Feb  3 08:10:00 2026", at(8, 10)},
                {"Tue, 03 Feb 2026 08:10:00 GMT+0100", at(7, 10)},
                {"Tue, 03 Feb 2026 08:10:00 UTC+1", at(7, 10)},
                {"Tue, 03 FEB 2026 08:10 AM GMT", at(8, 10)},
                {"Feb 3, 2026 8:10 PM", at(20, 10)},
                {"Mon, 03 Feb 2026 08:10:00 +0000", at(8, 10)}});  // it was a Tuesday
}

TEST(SourceTime, NoTimeOrNoneThatAFeedMayHave) {
  for (const char* text :
       {"", "yesterday", "Mon, 30 Feb 2026 08:10:00 +0000", "2026-13-03", "0000-00-00 00:00:00",
        "1899-12-30T00:00:00Z", "Thu, 01 Jan 2200 00:00:00 Z"})
    EXPECT_FALSE(parse_source_time(text)) << text;
}

}  // namespace
}  // namespace cuttings
