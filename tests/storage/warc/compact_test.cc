// Records in compact files: bodies that zlib makes again, and frames that are read one by one.

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

#include "config/base/digest.h"
#include "storage/warc/compact_record.h"
#include "storage/warc/little_endian.h"
#include "storage/warc/seekable_zstd.h"
#include "storage/warc/warc_reader.h"
#include "storage/warc/zlib_recipe.h"

namespace cuttings {
namespace {

// Words that repeat as those of a page do; made by a rule, so that it is the same everywhere.
std::string text_of_bytes(std::size_t bytes) {
  std::string text;
  for (std::uint32_t n = 1; text.size() < bytes; n = n * 1664525 + 1013904223)
    text +=
        "<p class=\"c" + std::to_string(n >> 24) + "\">word " + std::to_string(n >> 16) + "</p>\n";
  text.resize(bytes);
  return text;
}

// A gzip member by zlib's own framing, which the code under test does not use.
std::string gzip_by_zlib(std::string_view plain, int level, int memory, std::size_t flush_at = 0,
                         int window = MAX_WBITS) {
  z_stream z{};
  deflateInit2(&z, level, Z_DEFLATED, window + 16, memory, Z_DEFAULT_STRATEGY);
  std::string out(plain.size() + 1000, '\0');
  std::string input(plain);
  z.next_in = reinterpret_cast<Bytef*>(input.data());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  z.avail_in = static_cast<uInt>(flush_at);
  if (flush_at != 0) deflate(&z, Z_SYNC_FLUSH);
  z.avail_in = static_cast<uInt>(plain.size() - flush_at);
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

std::string record_of(const std::string& block, const std::string& more = "") {
  return "WARC/1.1\r\nWARC-Type: response\r\n" + more +
         "WARC-Target-URI: https://example.org/\r\nContent-Length: " +
         std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

const std::string kHead = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";

TEST(ZlibRecipe, EachSettingIsFoundAndMakesTheSameBytes) {
  const std::string plain = text_of_bytes(200'000);
  for (int level = 1; level <= 9; ++level)
    for (const int memory : {8, 9})
      for (const std::size_t flush_at : {0, 77'777}) {
        const std::string gzip = gzip_by_zlib(plain, level, memory, flush_at);
        const auto unpacked = unpack_gzip(gzip, 1 << 20);
        ASSERT_TRUE(unpacked) << level << " " << memory;
        EXPECT_EQ(unpacked->plain, plain);
        EXPECT_EQ(repack_gzip(unpacked->plain, unpacked->recipe), gzip);
        EXPECT_EQ(parse_zlib_recipe(text_of(unpacked->recipe)), unpacked->recipe);
        EXPECT_EQ(unpacked->recipe.flushes.size(), flush_at == 0 ? 0U : 1U);
      }
}

TEST(ZlibRecipe, WhatOtherSettingsMadeIsLeft) {
  const std::string plain = text_of_bytes(200'000);
  EXPECT_FALSE(unpack_gzip(gzip_by_zlib(plain, 6, 4), 1 << 20));
  EXPECT_FALSE(unpack_gzip(gzip_by_zlib(plain, 6, 8, 0, 12), 1 << 20));
}

TEST(ZlibRecipe, WhatIsNoSoundMemberIsLeft) {
  const std::string gzip = gzip_by_zlib(text_of_bytes(5'000), 6, 8);
  EXPECT_TRUE(unpack_gzip(gzip, 5'000));
  EXPECT_FALSE(unpack_gzip(gzip, 4'999)) << "larger than allowed";
  EXPECT_FALSE(unpack_gzip(gzip + "x", 1 << 20)) << "something behind it";
  for (std::size_t n = 0; n < gzip.size(); ++n)
    EXPECT_FALSE(unpack_gzip(gzip.substr(0, n), 1 << 20));
  for (const std::size_t at : {std::size_t{3}, gzip.size() - 1, gzip.size() - 5}) {
    std::string damaged = gzip;
    damaged[at] = static_cast<char>(damaged[at] ^ 4);
    EXPECT_FALSE(unpack_gzip(damaged, 1 << 20)) << at;
  }
}

TEST(ZlibRecipe, TextsThatAreNoRecipe) {
  for (const char* text : {"", "6", "6 8", "6 8 1f8b", "x 8 1f8b0800000000000003",
                           "6 8 1f8b0800000000000003 1,", "6 8 1f8b0800000000000003 1 2"})
    EXPECT_FALSE(parse_zlib_recipe(text)) << text;
  EXPECT_FALSE(repack_gzip("text", {77, 8, std::string(10, 'x'), {}}));
  EXPECT_FALSE(repack_gzip("text", {6, 8, std::string(10, 'x'), {5}}));
  EXPECT_FALSE(repack_gzip("text", {6, 8, std::string(10, 'x'), {3, 2}}));
}

// What Debian 12's zlib 1.2.13 made on 2026-11-26. A zlib that makes other bytes cannot give back
// what compact files hold: docs/decisions/0036.
TEST(ZlibRecipe, ZlibMakesWhatItMadeWhenTheFilesWereWritten) {
  const std::string plain = text_of_bytes(100'000);
  std::string all;
  for (int level = 1; level <= 9; ++level)
    all += sha256_hex(*repack_gzip(plain, {level, 8, std::string(10, '\0'), {}}));
  EXPECT_EQ(sha256_hex(all), "f5dad2ca55d942a503cf67b1c9b0be84d067519a9145e68a39348b5728efc9ac");
}

TEST(CompactRecord, AGzipBodyIsKeptUnpackedAndComesBackTheSame) {
  const std::string page = text_of_bytes(50'000);
  const std::string plain = record_of(kHead + gzip_by_zlib(page, 6, 8));
  const auto compact = compact_record(plain);
  ASSERT_TRUE(compact);
  EXPECT_NE(compact->find(page), std::string::npos);
  EXPECT_TRUE(
      compact->starts_with("WARC/1.1\r\nCuttings-Recoded: zlib 6 8 1f8b0800000000000003\r\n"));
  EXPECT_EQ(restore_record(*compact), plain);
  auto parsed = parse_record(*compact);
  ASSERT_TRUE(parsed) << "its length is that of what stands there";
  ASSERT_TRUE(restore_block(*parsed));
  const auto wanted = parse_record(plain);
  EXPECT_EQ(parsed->fields, wanted->fields);
  EXPECT_EQ(parsed->block, wanted->block);
}

TEST(CompactRecord, OtherRecordsStayAsTheyAre) {
  for (const std::string& block : {std::string(), std::string("HTTP/1.1 200 OK\r\n\r\n<p>text"),
                                   kHead + "\x1f\x8b no gzip", std::string("no head")}) {
    EXPECT_EQ(compact_record(record_of(block)), record_of(block));
    EXPECT_EQ(restore_record(record_of(block)), record_of(block));
  }
}

TEST(CompactRecord, WhatCouldNotBeReadAgainIsRefused) {
  EXPECT_FALSE(compact_record("no record"));
  EXPECT_FALSE(compact_record(record_of("x") + "y"));
  EXPECT_FALSE(compact_record("WARC/1.1\r\ncontent-length: 1\r\n\r\nx\r\n\r\n")) << "not our form";
  const std::string own =
      "WARC/1.1\r\nCuttings-Recoded: zlib 6 8 00\r\nContent-Length: 1\r\n\r\nx\r\n\r\n";
  EXPECT_FALSE(compact_record(own));
  EXPECT_FALSE(restore_record(own));
}

class SeekableZstdTest : public testing::Test {
 protected:
  SeekableZstdTest() {
    std::string pattern = testing::TempDir() + "cuttings-zstd-XXXXXX";
    directory_ = mkdtemp(pattern.data());
    path_ = directory_ + "/file.zst";
  }
  ~SeekableZstdTest() override { std::filesystem::remove_all(directory_); }

  void write(const std::vector<std::string>& frames, std::string_view note) {
    auto writer = SeekableZstdWriter::create(path_);
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->append(frames));
    ASSERT_TRUE(writer->finish(note));
  }

  std::string directory_, path_;
};

TEST_F(SeekableZstdTest, EachFrameIsReadByItself) {
  const std::vector<std::string> frames = {text_of_bytes(70'000), "x", text_of_bytes(5'000'000)};
  write(frames, "a note");
  auto file = SeekableZstd::open(path_);
  ASSERT_TRUE(file);
  ASSERT_EQ(file->frames().size(), 3U);
  for (const std::size_t i : {2U, 0U, 1U}) EXPECT_EQ(*file->read(file->frames()[i]), frames[i]);
  EXPECT_EQ(file->note()->text, "a note");
  EXPECT_EQ(file->plain_size(), 5'070'001U);
  EXPECT_EQ(file->frame_at(0), 0U);
  EXPECT_EQ(file->frame_at(69'999), 0U);
  EXPECT_EQ(file->frame_at(70'000), 1U);
  EXPECT_EQ(file->frame_at(70'001), 2U);
  EXPECT_EQ(file->frame_at(5'070'001), 3U);
}

TEST_F(SeekableZstdTest, AnEmptyFileOfFramesIsSound) {
  write({}, "");
  auto file = SeekableZstd::open(path_);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->plain_size(), 0U);
  EXPECT_EQ(file->frame_at(0), 0U);
  EXPECT_EQ(file->note()->text, "");
}

// What a stranger's file says of its frames costs no memory before the frame itself says it, too.
TEST_F(SeekableZstdTest, AFrameIsNoLongerThanItsOwnHeaderSaysNorThanOurs) {
  write({text_of_bytes(3'000)}, "");
  std::ifstream in(path_, std::ios::binary);
  const std::string sound{std::istreambuf_iterator<char>(in), {}};
  const auto with_length = [&](std::uint64_t length) {
    std::string changed, bytes = sound;
    append_le32(changed, length);
    bytes.replace(sound.size() - 9 - 2 * 8 + 4, 4, changed);  // the first of two entries
    std::ofstream(path_, std::ios::binary) << bytes;
    return SeekableZstd::open(path_);
  };
  auto same = with_length(3'000);
  EXPECT_TRUE(same->read(same->frames()[0]));
  auto longer = with_length(100 << 20);
  ASSERT_TRUE(longer);
  EXPECT_EQ(longer->read(longer->frames()[0]).error().code, ErrorCode::kParse);
  EXPECT_EQ(with_length(1 << 30).error().code, ErrorCode::kParse);
}

TEST_F(SeekableZstdTest, EveryTruncationAndEveryFlippedByteIsAnError) {
  write({text_of_bytes(3'000), text_of_bytes(2'000)}, "note");
  std::ifstream in(path_, std::ios::binary);
  const std::string sound{std::istreambuf_iterator<char>(in), {}};
  const auto is_sound = [&](const std::string& bytes) {
    std::ofstream(path_, std::ios::binary) << bytes;
    auto file = SeekableZstd::open(path_);
    const auto note = file ? file->note() : Result<ZstdNote>(fail(ErrorCode::kParse, ""));
    if (!note) return false;
    for (std::size_t i = 0; i < file->frames().size(); ++i)
      if (!file->read(file->frames()[i]) || !*file->is_as_written(i, *note)) return false;
    return true;
  };
  ASSERT_TRUE(is_sound(sound));
  for (std::size_t n = 0; n < sound.size(); ++n) EXPECT_FALSE(is_sound(sound.substr(0, n))) << n;
  for (std::size_t n = 0; n < sound.size(); ++n) {
    std::string damaged = sound;
    damaged[n] = static_cast<char>(damaged[n] ^ 0x10);
    EXPECT_FALSE(is_sound(damaged)) << n;
  }
}

}  // namespace
}  // namespace cuttings
