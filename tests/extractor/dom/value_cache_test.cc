#include "extractor/dom/value_cache.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace cuttings {
namespace {

std::size_t size_of(std::string_view value) { return value.size(); }

TEST(ValueCache, GivesWhatFindGivesHoweverManyShareASlot) {
  std::mt19937 random(1);
  std::vector<std::string> values;
  for (int i = 0; i < 5000; ++i)
    values.emplace_back(random() % 40, static_cast<char>(random() % 3 + 'a'));
  // Alike in their first and last eight bytes and in length, which is what a slot goes by.
  values.push_back("article-one-of-many");
  values.push_back("article-two-of-many");
  ValueCache<char> middle;
  ValueCache<std::size_t> sizes;
  for (int round = 0; round < 2; ++round)
    for (const std::string& value : values) {
      EXPECT_EQ(sizes.of(value, size_of), value.size());
      EXPECT_EQ(
          middle.of(value, [](std::string_view v) { return v.empty() ? ' ' : v[v.size() / 2]; }),
          value.empty() ? ' ' : value[value.size() / 2]);
    }
}

TEST(ValueCache, AsksOnceForAValueThatRepeats) {
  ValueCache<int> cache;
  int asked = 0;
  const auto find = [&](std::string_view) { return ++asked; };
  const std::string first = "card card--wide", again = "card card--wide";
  EXPECT_EQ(cache.of(first, find), 1);
  EXPECT_EQ(cache.of(again, find), 1);
  EXPECT_EQ(cache.of("", find), 2);
  EXPECT_EQ(cache.of("", find), 2);
}

}  // namespace
}  // namespace cuttings
