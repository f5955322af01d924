#include "storage/iso_time.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

std::string again(std::string_view text) {
  const auto time = parse_iso_time(text);
  return time ? iso_time(*time) : "none";
}

// The granularities of https://www.w3.org/TR/NOTE-datetime that WARC/1.1 allows in WARC-Date.
TEST(IsoTime, EveryFormOfAWarcDateIsRead) {
  EXPECT_EQ(again("2016"), "2016-01-01T00:00:00.000Z");
  EXPECT_EQ(again("2016-01"), "2016-01-01T00:00:00.000Z");
  EXPECT_EQ(again("2016-02-29"), "2016-02-29T00:00:00.000Z");
  EXPECT_EQ(again("2016-01-11T23:24Z"), "2016-01-11T23:24:00.000Z");
  EXPECT_EQ(again("2016-01-11T23:24:25Z"), "2016-01-11T23:24:25.000Z");
  EXPECT_EQ(again("2016-01-11T23:24:25.4Z"), "2016-01-11T23:24:25.400Z");
  EXPECT_EQ(again("2016-01-11T23:24:25.412030200Z"), "2016-01-11T23:24:25.412Z");
}

TEST(IsoTime, AnyYearIsAYear) {
  for (const char* text : {"2999-12-31T23:59:59.999Z", "9999-12-31T00:00:00.000Z",
                           "1969-07-20T20:17:40.000Z", "0001-01-01T00:00:00.000Z"})
    EXPECT_EQ(again(text), text);
}

TEST(IsoTime, WhatIsNoneIsNone) {
  for (const char* text :
       {"", "201", "2016-", "2016-13-01", "2015-02-29", "2016-01-11T", "2016-01-11T24:00:00Z",
        "2016-01-11T23:60:00Z", "2016-01-11T23:24:25", "2016-01-11T23:24:25.Z",
        "2016-01-11T23:24:25.1234567890Z", "2016-01-11T23:24:25Z ", "20160111232425",
        "2016-01-11 23:24:25Z", "-016-01-11", "2016-01-11T-1:24:25Z", "2016-1-1"})
    EXPECT_EQ(again(text), "none") << text;
}

}  // namespace
}  // namespace cuttings
