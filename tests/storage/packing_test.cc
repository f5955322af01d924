// Captures packed before they are saved, by any thread: the WARC files are as if they were not.

#include "storage/packing.h"

#include <fstream>
#include <map>
#include <thread>

#include "config/base/digest.h"
#include "storage/warc/warc_reader.h"
#include "tests/storage/store_fixture.h"

namespace cuttings {
namespace {

class PackingTest : public StoreTest {
 protected:
  std::vector<WarcRecord> records() {
    std::map<std::string, std::vector<WarcRecord>> files;  // names begin with the time and a serial
    for (const auto& entry : std::filesystem::directory_iterator(directory_ + "/warc")) {
      std::ifstream in(entry.path(), std::ios::binary);
      WarcReader reader(in);
      auto record = reader.next();
      for (; record && *record; record = reader.next())
        files[entry.path().filename().string()].push_back(std::move(**record));
      EXPECT_TRUE(record) << record.error().message;
    }
    std::vector<WarcRecord> all;
    for (auto& [name, found] : files)
      std::move(found.begin(), found.end(), std::back_inserter(all));
    return all;
  }

  /// Each response is whole, in the order of the captures, in a file of its own warcinfo.
  void expect_responses(const std::vector<Capture>& captures) {
    std::size_t next = 0;
    std::string warcinfo;
    for (const WarcRecord& record : records()) {
      if (record.field("WARC-Type") == "warcinfo") warcinfo = record.field("WARC-Record-ID");
      if (record.field("WARC-Type") == "warcinfo") continue;
      EXPECT_EQ(record.field("WARC-Warcinfo-ID"), warcinfo);
      EXPECT_EQ(record.field("WARC-Block-Digest"), "sha256:" + sha256_hex(record.block));
      if (record.field("WARC-Type") != "response") continue;
      ASSERT_LT(next, captures.size());
      const Capture& own = captures[next++];
      EXPECT_EQ(record.field("WARC-Target-URI"), own.fetch.url);
      EXPECT_EQ(record.field("WARC-Payload-Digest"),
                "sha256:" + sha256_hex(own.exchanges[0].response_body));
      EXPECT_TRUE(record.block.ends_with("\r\n\r\n" + own.exchanges[0].response_body));
      EXPECT_EQ(sql("SELECT b.byte_length FROM bodies b JOIN fetches f ON f.body_id = b.id"
                    " WHERE f.url = '" +
                    own.fetch.url + "' AND b.warc_offset = " + std::to_string(record.offset) +
                    " AND b.sha256 = '" + sha256_hex(own.body) + "'"),
                std::to_string(own.body.size()));
    }
    EXPECT_EQ(next, captures.size());
  }

  /// Large enough that the store takes several threads.
  std::vector<Capture> pages(int count, const std::string& name) {
    std::vector<Capture> all;
    for (int i = 0; i < count; ++i) {
      const std::string own = name + std::to_string(i);
      all.push_back(capture("The boat " + own + " left.", "https://news.example.org/" + own));
      for (int line = 0; line < 1000; ++line)
        all.back().body += "<p>" + own + std::to_string(line * line);
      all.back().exchanges[0].response_body = all.back().body;
    }
    return all;
  }
};

TEST_F(PackingTest, WhetherPackedBeforeOrNotTheRecordsAreTheSame) {
  const auto store = open();
  std::vector<Capture> batch = pages(20, "a");
  for (std::size_t i = 0; i < batch.size(); i += 3)
    store->pack(batch[i], GzipEffort::kFull);  // before any file
  ASSERT_TRUE(store->save_batch(batch));
  std::vector<Capture> second = pages(20, "b");
  std::jthread([&] {
    for (std::size_t i = 0; i < second.size(); i += 2) store->pack(second[i], GzipEffort::kFull);
  }).join();
  EXPECT_FALSE(second[0].packed.exchanges.empty());
  ASSERT_TRUE(store->save_batch(second));
  std::move(second.begin(), second.end(), std::back_inserter(batch));
  expect_responses(batch);
}

TEST_F(PackingTest, WhatWasPackedForAFullFileIsPackedAgainForTheNext) {
  options_.max_warc_file_bytes = 20'000;
  const auto store = open();
  std::vector<Capture> all;
  for (const char* name : {"a", "b", "c"}) {
    std::vector<Capture> batch = pages(6, name);
    for (Capture& page : batch) store->pack(page, GzipEffort::kFast);
    ASSERT_TRUE(store->save_batch(batch));
    std::move(batch.begin(), batch.end(), std::back_inserter(all));
  }
  expect_responses(all);
}

TEST_F(PackingTest, APageThatRepeatsAnotherIsARevisitThoughItWasPackedWhole) {
  const auto store = open();
  save(*store, capture("the boat"));
  Capture same = capture("the boat");
  store->pack(same, GzipEffort::kFull);
  save(*store, same);
  const std::vector<WarcRecord> all = records();
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(all[3].field("WARC-Type"), "revisit");
  EXPECT_TRUE(all[3].block.ends_with("\r\n\r\n")) << "the head alone";
  EXPECT_EQ(all[4].field("WARC-Concurrent-To"), all[3].field("WARC-Record-ID"));
}

TEST_F(PackingTest, WithoutRawBytesNothingIsPacked) {
  options_.keep_raw = false;
  const auto store = open();
  Capture page = capture("the boat");
  store->pack(page, GzipEffort::kFull);
  EXPECT_TRUE(page.packed.exchanges.empty());
  save(*store, page);
}

}  // namespace
}  // namespace cuttings
