// Segments of WARC records (WARC/1.1, section 8): joined in bounded memory, or said to be missing.

#include "storage/warc/segment_joiner.h"

#include <gmock/gmock.h>

namespace cuttings {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

WarcRecord segment(const std::string& record, int number, std::string block, int total = -1) {
  WarcRecord made;
  made.version = "WARC/1.1";
  made.fields = {{"WARC-Type", number == 1 ? "response" : "continuation"},
                 {"WARC-Record-ID", "<" + record + "-" + std::to_string(number) + ">"},
                 {"WARC-Target-URI", "https://example.org/" + record},
                 {"WARC-Segment-Number", std::to_string(number)},
                 {"WARC-Block-Digest", "sha1:OFTHESEGMENT"},
                 {"WARC-Payload-Digest", "sha1:OFTHEWHOLE"},
                 {"Content-Length", std::to_string(block.size())}};
  if (number > 1) made.fields.emplace_back("WARC-Segment-Origin-ID", "<" + record + "-1>");
  if (total >= 0) made.fields.emplace_back("WARC-Segment-Total-Length", std::to_string(total));
  made.block = std::move(block);
  return made;
}

TEST(SegmentJoiner, TheWholeHasTheFirstSegmentsFieldsAndTheLastOnesTruncation) {
  SegmentJoiner joiner;
  WarcRecord last = segment("a", 3, "ef", 6);
  last.fields.emplace_back("WARC-Truncated", "time");
  EXPECT_FALSE(joiner.take(std::move(last)));
  EXPECT_FALSE(joiner.take(segment("a", 1, "ab")));
  const auto whole = joiner.take(segment("a", 2, "cd"));
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->block, "abcdef");
  EXPECT_EQ(whole->field("WARC-Type"), "response");
  EXPECT_EQ(whole->field("Content-Length"), "6");
  EXPECT_EQ(whole->field("WARC-Truncated"), "time");
  EXPECT_EQ(whole->field("WARC-Payload-Digest"), "sha1:OFTHEWHOLE");
  EXPECT_EQ(whole->field("WARC-Block-Digest"), "");
  EXPECT_EQ(whole->field("WARC-Segment-Number"), "");
  EXPECT_THAT(joiner.take_unjoined(), IsEmpty());
}

TEST(SegmentJoiner, TheRecordThatGrewLongestAgoIsGivenUpWhenMemoryIsFull) {
  SegmentJoiner joiner(100'000);
  EXPECT_FALSE(joiner.take(segment("old", 1, std::string(60'000, 'x'))));
  EXPECT_FALSE(joiner.take(segment("new", 1, std::string(60'000, 'x'))));
  EXPECT_FALSE(joiner.take(segment("old", 2, "y", 60'001)));
  EXPECT_TRUE(joiner.take(segment("new", 2, "y", 60'001)));
  EXPECT_THAT(
      joiner.take_unjoined(),
      ElementsAre(HasSubstr("/old: its record is in several segments, together too large")));
}

TEST(SegmentJoiner, ARecordLargerThanMemoryIsGivenUpAndOthersAreJoined) {
  SegmentJoiner joiner(100'000);
  for (int i = 1; i < 50; ++i)
    EXPECT_FALSE(joiner.take(segment("large", i, std::string(10'000, 'x'))));
  EXPECT_FALSE(joiner.take(segment("small", 1, "x")));
  EXPECT_TRUE(joiner.take(segment("small", 2, "y", 2)));
  EXPECT_THAT(joiner.take_unjoined(), ElementsAre(HasSubstr("/large")));
}

TEST(SegmentJoiner, AnyNumberOfFirstSegmentsIsHeldInBoundedMemory) {
  SegmentJoiner joiner(1'000'000);
  for (int i = 0; i < 30'000; ++i)
    EXPECT_FALSE(joiner.take(segment(std::to_string(i), 1, std::string(500, 'x'))));
  EXPECT_THAT(joiner.take_unjoined(), SizeIs(10'000));
  EXPECT_FALSE(joiner.take(segment("a", 1, "x")));
  EXPECT_TRUE(joiner.take(segment("a", 2, "y", 2)));
}

}  // namespace
}  // namespace cuttings
