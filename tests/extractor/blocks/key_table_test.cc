#include "extractor/blocks/key_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuttings {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(KeyTable, FindsWhatWasAddedWithAKeyInThatOrder) {
  KeyTable table;
  table.add(KeyTable::key_at("read more", 0), 7);
  table.add(KeyTable::key_at("share", 0), 8);
  table.add(KeyTable::key_at("reading", 0), 3);
  EXPECT_THAT(table.find(KeyTable::key_at("to read", 3)), ElementsAre(7, 3));
  EXPECT_THAT(table.find(KeyTable::key_at("more", 0)), IsEmpty());
}

TEST(KeyTable, NothingIsInAnEmptyOne) { EXPECT_THAT(KeyTable().find(0), IsEmpty()); }

TEST(KeyTable, ManyKeysAreKeptApart) {
  constexpr std::uint32_t kMany = 20'000;
  KeyTable table;
  for (std::uint32_t i = 0; i < kMany; ++i) table.add(i * 2654435761u, i);
  for (std::uint32_t i = 0; i < kMany; ++i)
    ASSERT_THAT(table.find(i * 2654435761u), ElementsAre(i)) << i;
}

}  // namespace
}  // namespace cuttings
