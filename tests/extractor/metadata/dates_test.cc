#include "extractor/metadata/dates.h"

#include <gtest/gtest.h>

#include "extractor/metadata/path_dates.h"

namespace cuttings {
namespace {

struct Case {
  const char* text;
  const char* iso;  ///< "" when there is no date
};

std::string read(const char* text, DateOrder order = DateOrder::kDayFirst) {
  const auto date = parse_date_value(text, order);
  return date ? to_iso_8601(*date) : "";
}

TEST(Dates, ReadsMachineForms) {  // ISO 8601, RFC 9557 offsets, RFC 5322, Unix time
  for (const Case& c : {Case{"2021-03-04", "2021-03-04"},
                        {"2021-03-04T15:30:00Z", "2021-03-04T15:30:00Z"},
                        {"2021-03-04T15:30:00.123+01:00", "2021-03-04T15:30:00+01:00"},
                        {"2021-03-04T15:30:00-0530", "2021-03-04T15:30:00-05:30"},
                        {"2021-03-04 15:30", "2021-03-04T15:30:00"},
                        {"20210304", "2021-03-04"},
                        {"Thu, 04 Mar 2021 15:30:00 GMT", "2021-03-04T15:30:00Z"},
                        {"1614871800", "2021-03-04T15:30:00Z"},
                        {"1614871800000", "2021-03-04T15:30:00Z"}})
    EXPECT_EQ(read(c.text), c.iso) << c.text;
}

TEST(Dates, ReadsMonthNamesOfManyLanguages) {
  for (const char* text :
       {"March 4, 2021",    "4 March 2021",       "Mar. 4th, 2021",     "4. März 2021",
        "4 mars 2021",      "4 de marzo de 2021", "4 de março de 2021", "4 marzo 2021",
        "4 maart 2021",     "4 marca 2021",       "4 марта 2021",       "4 березня 2021",
        "4. března 2021",   "4 Mart 2021",        "4 mars 2021",        "4. maaliskuuta 2021",
        "2021. március 4.", "4 martie 2021",      "4. ožujka 2021",     "4 Μαρτίου 2021",
        "4 مارس 2021",      "4 Maret 2021",       "4 במרץ 2021",        "4. marts 2021",
        "4 मार्च 2021",      "4 มีนาคม 2564",       "2021年3月4日",       "2021년 3월 4일",
        "٤ مارس ٢٠٢١",      "4. marca 2021",      "4. märts 2021",      "4 kovo 2021"})
    EXPECT_EQ(read(text), "2021-03-04") << text;
}

TEST(Dates, OrdersNumbersByLanguageUnlessTheyTell) {
  EXPECT_EQ(read("3/4/2021", DateOrder::kMonthFirst), "2021-03-04");
  EXPECT_EQ(read("3/4/2021", DateOrder::kDayFirst), "2021-04-03");
  EXPECT_EQ(read("3.4.2021", DateOrder::kMonthFirst), "2021-04-03");
  EXPECT_EQ(read("13/4/2021", DateOrder::kMonthFirst), "2021-04-13");
  EXPECT_EQ(read("4/13/2021", DateOrder::kDayFirst), "2021-04-13");
  EXPECT_EQ(date_order("en-GB"), DateOrder::kDayFirst);
  EXPECT_EQ(date_order("en-US"), DateOrder::kMonthFirst);
  EXPECT_EQ(date_order("de"), DateOrder::kDayFirst);
}

TEST(Dates, RefusesWhatIsNoDay) {
  for (const char* text : {"", "2021-02-30", "2021-13-01", "31.04.2021", "© 2021", "0000-00-00",
                           "1.2.3.4", "99999999999999999999", "2021", "May 2021", "1850-01-01"})
    EXPECT_EQ(read(text), "") << text;
}

TEST(Dates, ReadsErasOfJapanAndTaiwan) {
  EXPECT_EQ(read("令和8年1月5日"), "2026-01-05");
  EXPECT_EQ(read("令和元年6月5日"), "2019-06-05");
  EXPECT_EQ(read("平成30年1月5日"), "2018-01-05");
  EXPECT_EQ(read("民國115年1月5日"), "2026-01-05");
  EXPECT_EQ(read("令和年1月5日"), "");
}

TEST(Dates, ReadsTheIranianCalendar) {  // days by https://en.wikipedia.org/wiki/Nowruz
  EXPECT_EQ(read("۱ فروردین ۱۳۶۹"), "1990-03-21");
  EXPECT_EQ(read("۱ فروردین ۱۴۰۰"), "2021-03-21");
  EXPECT_EQ(read("۱ فروردین ۱۴۰۳"), "2024-03-20");
  EXPECT_EQ(read("۳۰ اسفند ۱۴۰۳"), "2025-03-20");  // a leap year
  EXPECT_EQ(read("۳۰ اسفند ۱۴۰۲"), "");
  EXPECT_EQ(read("۱۵ دی ۱۴۰۴"), "2026-01-05");
  EXPECT_EQ(read("۳۱ مهر ۱۴۰۰"), "") << "has 30 days";
}

TEST(Dates, ReadsMonthsOfTheLevantOfThailandAndVietnam) {
  EXPECT_EQ(read("5 كانون الثاني 2026"), "2026-01-05");
  EXPECT_EQ(read("5 شباط 2026"), "2026-02-05");
  EXPECT_EQ(read("5 ม.ค. 2569"), "2026-01-05");
  EXPECT_EQ(read("4 Meán Fómhair 2021"), "2021-09-04");  // Irish: two words as well
  EXPECT_EQ(read("5 tháng 1 năm 2026"), "2026-01-05");
  EXPECT_EQ(read("5 tháng 1, 2026"), "2026-01-05");
}

TEST(Dates, ReadsDigitsOfOtherScriptsAndTheYearFirst) {
  EXPECT_EQ(read("৫ মার্চ ২০২৬"), "2026-03-05");   // Bengali
  EXPECT_EQ(read("५ जनवरी २०२६"), "2026-01-05");  // Hindi
  EXPECT_EQ(read("２０２６年１月５日"), "2026-01-05");
  EXPECT_EQ(read("2026 m. sausio 5 d."), "2026-01-05");     // Lithuanian
  EXPECT_EQ(read("2026. gada 5. janvāris"), "2026-01-05");  // Latvian
}

TEST(Dates, ReadsTheHalfOfTheDayBeforeATime) {
  EXPECT_EQ(read("2026.01.05 오후 3:15"), "2026-01-05T15:15:00");
  EXPECT_EQ(read("2026.01.05 오전 12:15"), "2026-01-05T00:15:00");
  EXPECT_EQ(read("2026年1月5日 下午3:15"), "2026-01-05T15:15:00");
  EXPECT_EQ(read("2026年1月5日 午前10時15分"), "2026-01-05T10:15:00");
}

TEST(Dates, OrdersNumbersByTheCountryOfTheHostWhereTheLanguageIsSilent) {
  EXPECT_EQ(date_order("en", "www.example.co.uk"), DateOrder::kDayFirst);
  EXPECT_EQ(date_order("", "example.de"), DateOrder::kDayFirst);
  EXPECT_EQ(date_order("en-US", "example.co.uk"), DateOrder::kMonthFirst);
  for (const char* host : {"", "example.com", "example.io", "example.us", "localhost"})
    EXPECT_EQ(date_order("en", host), DateOrder::kMonthFirst) << host;
}

TEST(Dates, TellsWhereDatesStand) {
  const auto found = find_dates("On 3 May 2021 and 2026-01-05.", DateOrder::kDayFirst, 4);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].begin, 3u);
  EXPECT_EQ(found[0].end, 13u);
  EXPECT_EQ(to_iso_8601(found[1].date), "2026-01-05");
  EXPECT_EQ(found[1].end, 28u);
  EXPECT_EQ(find_dates("3 May 2021, 4 May 2021", DateOrder::kDayFirst, 1).size(), 1u);
}

TEST(Dates, KeepsLeapDays) {
  EXPECT_EQ(read("2024-02-29"), "2024-02-29");
  EXPECT_EQ(read("2023-02-29"), "");
}

TEST(Dates, FindsTheDayInAPath) {
  const auto in_path = [](const char* path) {
    const auto date = find_date_in_path(path);
    return date ? to_iso_8601(*date) : "";
  };
  EXPECT_EQ(in_path("/2021/03/04/ferry"), "2021-03-04");
  EXPECT_EQ(in_path("/news/2021-3-4-ferry"), "2021-03-04");
  EXPECT_EQ(in_path("/a/20210304/x"), "2021-03-04");
  EXPECT_EQ(in_path("/2021/03/ferry"), "");
  EXPECT_EQ(in_path("/article12021/03/04"), "");
}

TEST(Dates, FindsADayFirstRunOfEightDigitsInAPath) {
  const auto in_path = [](const char* path) {
    const auto date = find_day_first_digits(path);
    return date ? to_iso_8601(*date) : "";
  };
  EXPECT_EQ(in_path("/a-12/ferry-nid04032021/"), "2021-03-04");
  for (const char* path : {"/ferry-040320211", "/32012021", "/01131902", "/20210304", "/", ""})
    EXPECT_EQ(in_path(path), "") << path;
}

TEST(Dates, CountsDaysFrom1970) {
  EXPECT_EQ(day_number({1970, 1, 1, -1, 0, 0, {}}), 0);
  EXPECT_EQ(day_number({2000, 3, 1, -1, 0, 0, {}}), 11017);
}

}  // namespace
}  // namespace cuttings
