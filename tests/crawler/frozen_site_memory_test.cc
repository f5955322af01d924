// What an archive knows of a site, read once.

#include "crawler/frozen_site_memory.h"

#include <gmock/gmock.h>

#include "tests/storage/store_fixture.h"

namespace cuttings {
namespace {

using testing::ElementsAre;

class FrozenSiteMemoryTest : public StoreTest {
 protected:
  void save_page(const std::string& url, std::vector<std::uint64_t> blocks) {
    Capture page = capture("Text of " + url, url);
    page.site_blocks = std::move(blocks);
    save(*open(), page);
  }
};

TEST_F(FrozenSiteMemoryTest, KnowsEachBlockOfASiteAndOfNoOther) {
  constexpr std::uint64_t kHigh = 0xFFFFFFFFFFFFFFF7;  // past what SQLite's integers hold unsigned
  save_page("https://news.example.org/1", {kHigh, 2});
  save_page("https://www.example.org/2", {kHigh, 5});  // the same registrable domain
  save_page("https://news.example.net/1", {2, 9});
  const auto memory = FrozenSiteMemory::open(options_);
  ASSERT_TRUE(memory) << memory.error().message;
  const std::vector<std::uint64_t> asked = {2, 3, kHigh, 5, 9};
  EXPECT_THAT((*memory)->pages_with("https://x.example.org/", asked),
              ElementsAre(1u, 0u, 2u, 1u, 0u));
  EXPECT_THAT((*memory)->pages_with("https://example.net/", asked),
              ElementsAre(1u, 0u, 0u, 0u, 1u));
  EXPECT_THAT((*memory)->pages_with("https://example.com/", asked),
              ElementsAre(0u, 0u, 0u, 0u, 0u));
  EXPECT_THAT((*memory)->pages_with("no address", asked), ElementsAre(0u, 0u, 0u, 0u, 0u));
}

TEST_F(FrozenSiteMemoryTest, DoesNotLearn) {
  save_page("https://news.example.org/1", {1});
  EXPECT_FALSE((*FrozenSiteMemory::open(options_))->is_learning());
}

}  // namespace
}  // namespace cuttings
