// What a site's pages share: counted, bounded, and no reason for a version.

#include "storage/site_blocks.h"

#include <gmock/gmock.h>

#include <numeric>

#include "storage/site_repeats.h"
#include "tests/storage/store_fixture.h"

namespace cuttings {
namespace {

using testing::ElementsAre;

class SiteBlocksTest : public StoreTest {
 protected:
  void save(ArticleStore& store, int page, std::vector<std::uint64_t> blocks) {
    Capture one = capture("Text of page " + std::to_string(page) + ".",
                          "https://news.example.org/" + std::to_string(page));
    one.site_blocks = std::move(blocks);
    ASSERT_TRUE(store.save(one));
  }
};

TEST_F(SiteBlocksTest, EachPageOfASiteCountsOnce) {
  const auto store = open();
  constexpr std::uint64_t kHigh = 0xFFFFFFFFFFFFFFF7;  // past what SQLite's integers hold unsigned
  save(*store, 1, {kHigh, 2});
  save(*store, 2, {kHigh});
  save(*store, 2, {kHigh});  // looked at again
  const auto blocks = SiteBlocks::open(options_);
  ASSERT_TRUE(blocks) << blocks.error().message;
  const std::vector<std::uint64_t> asked = {2, 3, kHigh};
  EXPECT_THAT(*(*blocks)->pages_with("example.org", asked), ElementsAre(1u, 0u, 2u));
  EXPECT_THAT(*(*blocks)->pages_with("example.net", asked), ElementsAre(0u, 0u, 0u));
  EXPECT_THAT(*(*blocks)->all_of("example.org"), ElementsAre(SiteBlock{2, 1}, SiteBlock{kHigh, 2}));
  EXPECT_TRUE((*blocks)->all_of("example.net")->empty());
}

TEST_F(SiteBlocksTest, ALargeSiteKeepsItsCommonestBlocks) {
  const auto store = open();
  for (int page = 1; page <= 32; ++page) {
    std::vector<std::uint64_t> blocks(200);
    std::iota(blocks.begin(), blocks.end(), static_cast<std::uint64_t>(page) * 1000);
    blocks.push_back(7);
    save(*store, page, blocks);
  }
  EXPECT_LE(std::stoi(sql("SELECT count(*) FROM _site_blocks")), 4000);
  EXPECT_EQ(sql("SELECT pages FROM _site_blocks WHERE block = 7"), "32");
}

TEST_F(SiteBlocksTest, ASentenceLearntToBeLeftOutMakesNoVersion) {
  const auto store = open();
  Capture first = capture("The boat left.\n\nRead us every day.\n");
  ASSERT_TRUE(store->save(first));
  Capture second = capture("The boat left.\n");
  second.site_repeats = {"Read us every day."};
  const auto saved = store->save(second);
  ASSERT_TRUE(saved);
  EXPECT_EQ(saved->outcome, SaveOutcome::kUnchanged);
  EXPECT_EQ(saved->version, 1);
  EXPECT_EQ(sql("SELECT text FROM articles"), "The boat left.");
  Capture edited = capture("The boat left late.\n");
  edited.site_repeats = {"Read us every day."};
  EXPECT_EQ(store->save(edited)->outcome, SaveOutcome::kChanged);
}

TEST(SiteRepeats, OnlyWholeLinesOfTheSiteMayBeMissing) {
  const std::vector<std::string> repeats = {"Read us every day."};
  EXPECT_TRUE(differs_by_repeats("One.\n\nRead us every day.\n\nTwo.", "One.\n\nTwo.", repeats));
  EXPECT_FALSE(differs_by_repeats("One.\n\nRead us every day.\n\nTwo.", "One.", repeats));
  EXPECT_FALSE(differs_by_repeats("One.\n\nTwo.", "One.", repeats));
  EXPECT_FALSE(differs_by_repeats("One.", "One.\n\nRead us every day.", repeats));
  EXPECT_FALSE(differs_by_repeats("One.", "One.", {}));
}

}  // namespace
}  // namespace cuttings
