// What is read of files in which records are damaged: all the others.

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <random>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "storage/warc/gzip.h"
#include "storage/warc/warc_reader.h"

namespace cuttings {
namespace {

constexpr std::size_t kRecords = 12;

std::string numbered(std::size_t i) { return "https://example.org/" + std::to_string(i); }

// Blocks of many sizes, some of which hold what looks like the line of a version.
std::string block_of(std::size_t i) {
  std::mt19937 random(static_cast<unsigned>(i));
  std::string block = "HTTP/1.1 200 OK\r\n\r\n";
  while (block.size() < 100 + i * 700) block += std::to_string(random()) + "\n";
  return block + (i % 3 == 0 ? "see WARC/1.0 and\nWARC/next\r\nend" : "end");
}

std::string record_of(std::size_t i, const std::string& length) {
  return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: " + numbered(i) +
         "\r\nContent-Length: " + length + "\r\n\r\n" + block_of(i) + "\r\n\r\n";
}

std::string sound(std::size_t i) { return record_of(i, std::to_string(block_of(i).size())); }

enum class Packing { kPlain, kMembers, kOneMember, kBlocks };

std::string packed(const std::vector<std::string>& records, Packing packing) {
  std::string all;
  for (const std::string& record : records)
    all += packing == Packing::kMembers ? gzip_member(record) : record;
  if (packing == Packing::kOneMember) return gzip_member(all);
  if (packing != Packing::kBlocks) return all;
  std::string blocks;
  for (std::size_t at = 0; at < all.size(); at += 1000) blocks += gzip_member(all.substr(at, 1000));
  return blocks;
}

struct FileReading {
  std::set<std::string> found;
  std::vector<std::string> errors;
};

FileReading read(const std::string& bytes) {
  WarcReaderLimits limits;
  limits.large_blocks = LargeBlocks::kPassOver;
  limits.framing = GzipFraming::kAny;
  limits.damage = Damage::kIsPassed;
  std::istringstream in(bytes);
  WarcReader reader(in, 0, limits);
  FileReading reading;
  while (true) {
    const auto record = reader.next();
    if (!record)
      reading.errors.push_back(record.error().message);
    else if (!*record)
      return reading;
    else
      reading.found.emplace((*record)->field("WARC-Target-URI"));
  }
}

std::set<std::string> all_but(std::size_t left_out) {
  std::set<std::string> all;
  for (std::size_t i = 0; i < kRecords; ++i)
    if (i != left_out) all.insert(numbered(i));
  return all;
}

std::string text_of(const FileReading& reading) {
  std::string text;
  for (const std::string& error : reading.errors) text += error + "\n";
  return text;
}

constexpr std::array kAsStreams = {Packing::kPlain, Packing::kOneMember, Packing::kBlocks};
constexpr std::array kAll = {Packing::kPlain, Packing::kOneMember, Packing::kBlocks,
                             Packing::kMembers};

// `damaged` in the place of each record in turn, however they are packed; `is_lost`: it is not
// read.
void expect_others(const std::function<std::string(std::size_t)>& damaged, bool is_lost,
                   std::span<const Packing> packings = kAll) {
  for (const Packing packing : packings)
    for (std::size_t bad = 0; bad < kRecords; ++bad) {
      std::vector<std::string> records;
      for (std::size_t i = 0; i < kRecords; ++i)
        records.push_back(i == bad ? damaged(i) : sound(i));
      const FileReading reading = read(packed(records, packing));
      SCOPED_TRACE("record " + std::to_string(bad) + ", packing " +
                   std::to_string(static_cast<int>(packing)) + "\n" + text_of(reading));
      EXPECT_EQ(reading.found, all_but(is_lost ? bad : kRecords));
      EXPECT_FALSE(reading.errors.empty());
      const bool is_last = bad + 1 == kRecords;
      if (!is_last || !is_lost) {
        EXPECT_NE(text_of(reading).find("passed over"), std::string::npos);
      }
    }
}

TEST(WarcDamage, AWrongLengthCostsOneRecord) {
  for (const int by : {-90, -1, 5, 60, 400, 2'000'000'000})
    expect_others(
        [&](std::size_t i) {
          return record_of(i, std::to_string(static_cast<int>(block_of(i).size()) + by));
        },
        true);
}

TEST(WarcDamage, ALengthThatIsNoneCostsOneRecord) {
  for (const char* length : {"", "x", "-5", "99999999999999999999999", "12 bytes"})
    expect_others([&](std::size_t i) { return record_of(i, length); }, true);
}

TEST(WarcDamage, AHeaderThatIsNoneCostsOneRecord) {
  expect_others([](std::size_t i) { return sound(i).substr(4); }, true);
  expect_others([](std::size_t i) { return "WARC/1.0\r\nno field\r\n" + sound(i).substr(10); },
                true);
  expect_others(
      [](std::size_t i) {
        return "WARC/1.0\r\nX: " + std::string(100'000, 'x') + "\r\n" + sound(i).substr(10);
      },
      true);
}

TEST(WarcDamage, RubbishBetweenRecordsCostsNone) {
  for (const std::size_t size : {1u, 7u, 1000u, 200'000u})
    expect_others([&](std::size_t i) { return std::string(size, 'z') + "\r\n" + sound(i); }, false,
                  kAsStreams);  // in a member of its own it goes with that
}

TEST(WarcDamage, RubbishBetweenMembersCostsNone) {
  for (const std::size_t size : {1u, 7u, 1000u, 200'000u})
    for (const char filling : {'\0', 'z', '\x1f'}) {
      std::string bytes;
      for (std::size_t i = 0; i < kRecords; ++i)
        bytes += gzip_member(sound(i)) + std::string(size, filling);
      const FileReading reading = read(bytes);
      EXPECT_EQ(reading.found, all_but(kRecords)) << size;
      EXPECT_EQ(reading.errors.size(), kRecords);
    }
}

TEST(WarcDamage, AMemberThatIsCutCostsOneRecord) {
  for (std::size_t bad = 0; bad + 1 < kRecords; ++bad)
    for (const std::size_t kept : {3u, 12u, 60u, 150u}) {
      std::string bytes;
      for (std::size_t i = 0; i < kRecords; ++i)
        bytes += gzip_member(sound(i)).substr(0, i == bad ? kept : std::string::npos);
      const FileReading reading = read(bytes);
      EXPECT_EQ(reading.found, all_but(bad)) << text_of(reading);
    }
}

TEST(WarcDamage, AFileThatIsCutAnywhereSaysSo) {
  std::string bytes;
  std::set<std::size_t> ends = {0};
  for (std::size_t i = 0; i < 3; ++i) {
    bytes += gzip_member(sound(i));
    ends.insert(bytes.size());
  }
  for (std::size_t size = 0; size <= bytes.size(); ++size)
    EXPECT_EQ(read(bytes.substr(0, size)).errors.empty(), ends.contains(size)) << size;
}

TEST(WarcDamage, AFlippedBitCostsOneRecordAtMost) {
  std::vector<std::size_t> ends;
  std::string bytes;
  for (std::size_t i = 0; i < kRecords; ++i) {
    bytes += gzip_member(sound(i));
    ends.push_back(bytes.size());
  }
  std::mt19937 random(7);
  std::size_t neighbours_lost = 0;
  for (int flip = 0; flip < 2000; ++flip) {
    const std::size_t at = random() % bytes.size();
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << random() % 8));
    std::size_t bad = 0;
    while (ends[bad] <= at) ++bad;
    const FileReading reading = read(damaged);
    std::set<std::string> wanted = all_but(bad);
    for (const std::string& url : wanted)
      if (reading.found.find(url) == reading.found.end()) ++neighbours_lost;
    if (reading.found.find(numbered(bad)) == reading.found.end()) {
      EXPECT_FALSE(reading.errors.empty()) << "a record is missing and nothing was said";
    }
  }
  EXPECT_EQ(neighbours_lost, 0U);
}

// Each would be read again for each before it, were what was looked at once looked at again: hours.
TEST(WarcDamage, ManyDamagedRecordsAreReadInTimeThatGrowsWithTheFile) {
  std::string bytes;
  for (std::size_t i = 0; i < 60'000; ++i)
    bytes += "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 50000000\r\n\r\n" +
             std::string(200, 'x') + "\r\n\r\n";
  const std::string line_ends(8'000'000, '\n');
  EXPECT_EQ(read(bytes + line_ends + sound(3)).found, std::set<std::string>{numbered(3)});
  std::string headers;
  for (std::size_t i = 0; i < 1'000'000; ++i) headers += "WARC/1.0\r\n";
  EXPECT_EQ(read(headers + "\r\n" + sound(3)).found, std::set<std::string>{numbered(3)});
  std::string members;
  for (std::size_t i = 0; i < 500'000; ++i)
    members += std::string("\x1f\x8b\x08\0\0\0\0\0\0\0", 10);
  EXPECT_EQ(read(gzip_member(sound(2)) + members + gzip_member(sound(3))).found.size(), 2U);
}

}  // namespace
}  // namespace cuttings
