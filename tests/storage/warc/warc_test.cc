// WARC files: written by us and read by npm warcio, gunzip and us; written by wget and read by us.

#include "storage/warc/warc_reader.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "storage/warc/gzip.h"
#include "storage/warc/read_record.h"
#include "storage/warc/warc_writer.h"
#include "tests/storage/store_fixture.h"

namespace cuttings {
namespace {

using testing::HasSubstr;

class Warc : public StoreTest {
 protected:
  WarcWriter writer(std::uint64_t max_file_bytes = 1 << 30, WarcPlace last = {}) {
    auto made =
        WarcWriter::open({directory_ + "/warc", max_file_bytes, "cuttings/test"}, last, clock_);
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    return std::move(*made);
  }
  HttpExchange exchange(std::string text) { return capture(std::move(text)).exchanges.front(); }
  std::string path(const WarcPlace& place) { return directory_ + "/warc/" + place.file; }
  std::size_t file_count() {
    std::size_t n = 0;
    for (const auto& entry : std::filesystem::directory_iterator(directory_ + "/warc"))
      n += entry.is_regular_file() ? 1 : 0;
    return n;
  }
};

std::vector<WarcRecord> read_all(std::istream& in, std::string* error = nullptr) {
  WarcReader reader(in);
  std::vector<WarcRecord> all;
  auto record = reader.next();
  for (; record && *record; record = reader.next()) all.push_back(std::move(**record));
  if (!record && error != nullptr) *error = record.error().message;
  if (!record && error == nullptr) ADD_FAILURE() << record.error().message;
  return all;
}

std::string plain_record(std::string_view block, std::size_t claimed) {
  return "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: " + std::to_string(claimed) +
         "\r\n\r\n" + std::string(block) + "\r\n\r\n";
}

TEST_F(Warc, ReadsBackWhatItWrote) {
  auto warc = writer();
  auto what = exchange("hello");
  what.is_truncated = true;
  what.truncation_reason = "length";
  auto place = warc.append(what);
  ASSERT_TRUE(place);
  std::ifstream in(path(*place), std::ios::binary);
  const auto records = read_all(in);
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0].field("WARC-Type"), "warcinfo");
  const WarcRecord& response = records[1];
  EXPECT_EQ(response.field("WARC-Type"), "response");
  EXPECT_EQ(response.offset, place->offset);
  EXPECT_EQ(response.length, place->length);
  EXPECT_EQ(response.field("WARC-Truncated"), "length");
  EXPECT_EQ(response.field("WARC-IP-Address"), "203.0.113.7");
  EXPECT_EQ(response.field("WARC-Protocol"), "http/1.1");
  EXPECT_THAT(response.block, HasSubstr("\r\nX-Orig-Transfer-Encoding: chunked\r\n"));
  EXPECT_TRUE(response.block.ends_with("\r\n\r\n" + what.response_body));
  EXPECT_EQ(records[2].block, what.request_bytes);
  EXPECT_EQ(records[2].field("WARC-Concurrent-To"), response.field("WARC-Record-ID"));
}

TEST_F(Warc, AFieldFromTheWebCannotEndItsLine) {
  auto warc = writer();
  auto what = exchange("x");
  what.protocol = "h2\r\nContent-Length: 0\r\n\r\n";
  auto place = warc.append(what);
  std::ifstream in(path(*place), std::ios::binary);
  EXPECT_EQ(read_all(in).size(), 3U);
}

TEST_F(Warc, ANewFileIsBegunPastTheSize) {
  auto warc = writer(1000);
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(warc.append(exchange(std::to_string(i))));
  EXPECT_GT(file_count(), 2U);
}

TEST_F(Warc, WhatLiesBehindTheLastCommitIsCut) {
  WarcPlace end;
  {
    auto warc = writer();
    ASSERT_TRUE(warc.append(exchange("committed")));
    end = warc.end();
    ASSERT_TRUE(warc.append(exchange("whole but not committed")));
  }
  std::ofstream(path(end), std::ios::binary | std::ios::app)
      << gzip_member(plain_record("torn", 4)).substr(0, 40);
  auto warc = writer(1 << 30, end);
  EXPECT_EQ(warc.end().offset, end.offset);
  ASSERT_TRUE(warc.append(exchange("next")));
  EXPECT_EQ(file_count(), 1U);
  std::ifstream in(path(end), std::ios::binary);
  EXPECT_EQ(read_all(in).size(), 5U) << "warcinfo and two exchanges";
}

TEST_F(Warc, OneMemberIsUnpackedAtOnceOrNotAtAll) {
  const std::string text = plain_record(std::string(300'000, 'x') + "end", 300'003);
  for (const GzipEffort effort : {GzipEffort::kFull, GzipEffort::kFast}) {
    const std::string member = gzip_member(text, effort);
    EXPECT_EQ(gunzip_member(member, text.size()), text);
    EXPECT_FALSE(gunzip_member(member, text.size() - 1)) << "more than was asked for";
    EXPECT_FALSE(gunzip_member(member + member, text.size() * 2)) << "two members";
    EXPECT_FALSE(gunzip_member(member + "x", text.size())) << "something behind it";
    for (std::size_t size = 0; size < member.size(); ++size)
      EXPECT_FALSE(gunzip_member(member.substr(0, size), text.size())) << "cut at " << size;
    for (std::size_t i = 10; i < member.size(); ++i) {  // the header has no sum
      std::string flipped = member;
      flipped[i] = static_cast<char>(flipped[i] ^ 1);
      const auto read = gunzip_member(flipped, text.size());
      EXPECT_TRUE(!read || *read == text) << "wrong bytes after a flip at " << i;
    }
  }
  EXPECT_EQ(gunzip_member(gzip_member(""), 0), "");
}

TEST_F(Warc, MembersOfAnySizeAreUnpackedIntoOneBuffer) {
  MemberUnpacker unpacker;
  for (const std::size_t size : {5u, 300'000u, 0u, 5'000'000u, 7u}) {
    const std::string text(size, 'x');
    const std::string member = gzip_member(text);
    EXPECT_EQ(unpacker.unpack(member, size), text);
    EXPECT_FALSE(unpacker.unpack(member.substr(0, member.size() - 1), size));
    if (size == 0) continue;
    EXPECT_FALSE(unpacker.unpack(member, size - 1));
  }
}

TEST_F(Warc, AViewOfARecordIsTheRecord) {
  auto warc = writer();
  const auto small = warc.append(exchange("hello"));
  const auto large = warc.append(exchange(std::string(100'000, 'x')));
  for (const auto& place : {large, small}) {
    const auto record = read_record(directory_ + "/warc", *place);
    ASSERT_TRUE(record);
    const auto view = view_record(directory_ + "/warc", *place);
    ASSERT_TRUE(view);
    EXPECT_EQ(view->block, record->block);
    EXPECT_EQ(view->record.fields, record->fields);
    EXPECT_EQ(view->record.offset, place->offset);
    EXPECT_EQ(view->record.length, place->length);
    EXPECT_TRUE(view->record.block.empty());
  }
  EXPECT_FALSE(view_record(directory_ + "/warc", {small->file, small->offset + 1, small->length}));
  EXPECT_FALSE(view_record(directory_ + "/warc", {small->file, small->offset, small->length - 1}));
}

TEST_F(Warc, ARecordIsParsedWholeOrNotAtAll) {
  const std::string text = plain_record("hello\r\n\r\n", 9);
  const auto record = parse_record(text);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->block, "hello\r\n\r\n");
  EXPECT_EQ(record->length, text.size());
  EXPECT_EQ(record->field("warc-type"), "resource");
  EXPECT_FALSE(parse_record(text + text));
  EXPECT_FALSE(parse_record(text + "x"));
  EXPECT_FALSE(parse_record(plain_record("hello", 4)));
  EXPECT_FALSE(parse_record(plain_record("hello", 6)));
  EXPECT_FALSE(parse_record("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n\r\n\r\n"));
  for (std::size_t size = 0; size < text.size(); ++size)
    EXPECT_FALSE(parse_record(text.substr(0, size))) << "cut at " << size;
}

TEST_F(Warc, FilesLeftByAKillBeforeTheirFirstCommitAreMended) {
  WarcPlace known;
  {
    auto warc = writer();
    ASSERT_TRUE(warc.append(exchange("committed")));
    known = warc.end();
  }
  const std::string second = directory_ + "/warc/" + known.file.substr(0, 23);
  const std::string member = gzip_member(plain_record("ok", 2));
  std::ofstream(second + "-00001-00000000.warc.gz");  // made, and killed
  std::ofstream(second + "-00001-00000001.warc.gz", std::ios::binary) << member << member.substr(9);
  std::ofstream(second + "-00001-00000002.warc.gz", std::ios::binary)
      << member << member.substr(0, 9);
  auto warc = writer(1 << 30, known);
  EXPECT_FALSE(std::filesystem::exists(second + "-00001-00000000.warc.gz"));
  EXPECT_EQ(std::filesystem::file_size(second + "-00001-00000001.warc.gz"),
            2 * member.size() - 9);  // not merely unfinished: left
  EXPECT_EQ(std::filesystem::file_size(second + "-00001-00000002.warc.gz"), member.size());
  EXPECT_EQ(warc.end().file, known.file);
}

TEST_F(Warc, AFileThatCannotBeReadIsNoLeftover) {
  const std::string unreadable =
      directory_ + "/warc/cuttings-99990101000000-00001-00000000.warc.gz";
  std::filesystem::create_directories(unreadable);  // it can be opened, and each read fails
  auto warc = writer();
  ASSERT_TRUE(warc.append(exchange("x")));
  EXPECT_TRUE(std::filesystem::exists(unreadable));
}

TEST_F(Warc, WhatAnotherStoreIsJustBeginningIsNoLeftover) {
  const std::string begun = directory_ + "/warc/cuttings-99990101000000-00001-00000000.warc.gz";
  {
    auto other = writer();
    std::ofstream{begun};
    auto warc = writer();
    EXPECT_TRUE(std::filesystem::exists(begun));
  }
  auto alone = writer();
  EXPECT_FALSE(std::filesystem::exists(begun));
}

TEST_F(Warc, StrangeBytesBehindTheKnownRecordsAreLeftAndANewFileBegun) {
  WarcPlace end;
  {
    auto warc = writer();
    ASSERT_TRUE(warc.append(exchange("committed")));
    end = warc.end();
  }
  std::ofstream(path(end), std::ios::binary | std::ios::app) << std::string(100, 'z');
  auto warc = writer(1 << 30, end);
  ASSERT_TRUE(warc.append(exchange("next")));
  EXPECT_EQ(std::filesystem::file_size(path(end)), end.offset + 100);
  EXPECT_EQ(file_count(), 2U);
}

TEST_F(Warc, RewindForgetsWhatWasAppended) {
  auto warc = writer(1000);
  ASSERT_TRUE(warc.append(exchange("kept")));
  const WarcPlace kept = warc.end();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(warc.append(exchange("forgotten")));
  ASSERT_TRUE(warc.rewind_to(kept));
  EXPECT_EQ(warc.end().file, kept.file);
  EXPECT_EQ(std::filesystem::file_size(path(kept)), kept.offset);
}

TEST(WarcReader, EveryTruncationIsAnErrorOrTheEndAndNeverARecord) {
  const std::string record = gzip_member(plain_record("0123456789", 10));
  for (std::size_t size = 1; size < record.size(); ++size) {
    std::istringstream in(record.substr(0, size));
    std::string error;
    EXPECT_TRUE(read_all(in, &error).empty()) << size;
    EXPECT_THAT(error, HasSubstr("byte 0")) << size;
  }
}

TEST(WarcReader, WrongLengthsAreErrorsWithTheOffset) {
  for (const std::size_t claimed : {9UL, 11UL, 10'000'000'000UL}) {
    for (const bool is_gzip : {false, true}) {
      const std::string good = plain_record("ok", 2), bad = plain_record("0123456789", claimed);
      const std::string first = is_gzip ? gzip_member(good) : good;
      std::istringstream in(first + (is_gzip ? gzip_member(bad) : bad));
      std::string error;
      EXPECT_EQ(read_all(in, &error).size(), 1U);
      EXPECT_THAT(error, HasSubstr("byte " + std::to_string(first.size())));
    }
  }
}

TEST(WarcReader, ReadsPlainRecordsAndContinuedFields) {
  std::istringstream in(
      "WARC/1.0\r\nwarc-type: resource\r\nX-Long: a\r\n b\r\ncontent-length: 2\r\n\r\nok\r\n\r\n" +
      plain_record("two", 3));
  const auto records = read_all(in);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].field("X-Long"), "a b");
  EXPECT_EQ(records[1].block, "two");
}

// ISO 28500:2017, 6.7: the fields of a revisit record.
TEST_F(Warc, ARepeatedResponseBecomesARevisitRecordThatRefersToTheFirst) {
  const auto store = open();
  const Capture first = capture("the boat");
  save(*store, first);
  Capture same = capture("the boat"), not_modified = capture("");
  const Capture other = capture("another boat");
  save(*store, same);
  not_modified.fetch.http_status = 304;
  not_modified.article.reset();
  not_modified.body.clear();
  not_modified.exchanges[0].response_body.clear();
  not_modified.exchanges[0].response_head = "HTTP/1.1 304 Not Modified\r\n\r\n";
  save(*store, not_modified);
  save(*store, other);

  std::vector<WarcRecord> answers;
  std::string file;
  for (const auto& entry : std::filesystem::directory_iterator(directory_ + "/warc"))
    file = entry.path().string();
  std::ifstream in(file, std::ios::binary);
  for (WarcRecord& record : read_all(in))
    if (record.field("WARC-Type") == "response" || record.field("WARC-Type") == "revisit")
      answers.push_back(std::move(record));
  ASSERT_EQ(answers.size(), 4U);
  EXPECT_EQ(answers[0].field("WARC-Type"), "response");
  EXPECT_EQ(answers[1].field("WARC-Type"), "revisit");
  EXPECT_EQ(answers[1].field("WARC-Profile"),
            "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest");
  EXPECT_EQ(answers[1].field("WARC-Payload-Digest"), answers[0].field("WARC-Payload-Digest"));
  EXPECT_TRUE(answers[1].block.ends_with("\r\n\r\n")) << "the head alone";
  EXPECT_EQ(answers[2].field("WARC-Profile"),
            "http://netpreserve.org/warc/1.1/revisit/server-not-modified");
  for (const int i : {1, 2}) {
    EXPECT_EQ(answers[i].field("WARC-Refers-To-Target-URI"), answers[0].field("WARC-Target-URI"));
    EXPECT_EQ(answers[i].field("WARC-Refers-To-Date"), answers[0].field("WARC-Date"));
  }
  EXPECT_EQ(answers[3].field("WARC-Type"), "response");
  EXPECT_EQ(sql("SELECT count(*) FROM bodies"), "2");
  const int status = std::system(
      ("sh '" CUTTINGS_SOURCE_DIR "/tests/storage/warc/check_digests.sh' 2 '" + file + "'")
          .c_str());
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "npm warcio cannot be installed here";
  EXPECT_EQ(status, 0);
}

// tests/storage/warc/check_digests.mjs recomputes both digests of every record with npm warcio.
TEST_F(Warc, WarcioReadsItAndRecomputesTheDigests) {
  auto warc = writer(4000);
  for (int i = 0; i < 20; ++i)
    ASSERT_TRUE(warc.append(exchange(std::string(500, 'x') + std::to_string(i))));
  ASSERT_TRUE(warc.sync());
  EXPECT_EQ(std::system(("gunzip -t '" + directory_ + "'/warc/*.warc.gz").c_str()), 0);
  const int status =
      std::system(("sh '" CUTTINGS_SOURCE_DIR "/tests/storage/warc/check_digests.sh' 20 '" +
                   directory_ + "'/warc/*.warc.gz")
                      .c_str());
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "npm warcio cannot be installed here";
  EXPECT_EQ(status, 0);
}

TEST_F(Warc, FilesOfWgetAreReadByUs) {
  if (std::system("command -v wget python3 >/dev/null") != 0) GTEST_SKIP() << "no wget or python3";
  ASSERT_EQ(std::system(("sh '" CUTTINGS_SOURCE_DIR "/tests/storage/warc/wget_warc.sh' '" +
                         directory_ + "'")
                            .c_str()),
            0);
  for (const char* name : {"/packed.warc.gz", "/plain.warc"}) {
    std::ifstream in(directory_ + name, std::ios::binary);
    bool has_page = false;
    for (const WarcRecord& record : read_all(in))
      has_page |= record.field("WARC-Type") == "response" &&
                  record.block.ends_with("<p>The boat left at dawn.</p>\n");
    EXPECT_TRUE(has_page) << name;
  }
}

}  // namespace
}  // namespace cuttings
