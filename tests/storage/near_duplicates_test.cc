// 20,000 generated texts: 5,000 families of a text, two copies and an unrelated one.
#include "storage/upkeep/near_duplicates.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "extractor/fingerprint.h"

namespace cuttings::test {
namespace {

using Words = std::vector<std::string>;

Words new_text(std::mt19937& engine) {
  Words words(150 + engine() % 650);
  for (std::string& word : words) {
    const double u = static_cast<double>(engine() % 100'000) / 100'000.0;
    word = "w" + std::to_string(static_cast<int>(8000 * u * u * u));
  }
  return words;
}

/// A syndicated copy: up to one word in 100 changed, a credit line, perhaps the last 3 % cut.
Words copy_of(Words words, std::mt19937& engine) {
  for (std::size_t i = engine() % (words.size() / 100 + 1); i > 0; --i) {
    words[engine() % words.size()] = "edit" + std::to_string(engine() % 100);
  }
  if (engine() % 2 == 0) words.resize(words.size() - words.size() * 3 / 100);
  for (const char* word : {"by", "the", "agency"}) words.emplace_back(word);
  return words;
}

std::uint64_t hash_of(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += word + " ";
  return simhash(text);
}

class NearDuplicates : public testing::TestWithParam<unsigned> {};
// The distance was chosen on the first seed; the second was not looked at before.
INSTANTIATE_TEST_SUITE_P(Seeds, NearDuplicates, testing::Values(20'261'125u, 7u));

TEST_P(NearDuplicates, PreciseAndCompleteOnTwentyThousandTexts) {
  std::mt19937 engine(GetParam());
  NearDuplicateIndex index;
  std::int64_t found = 0, right = 0, pairs = 0;
  for (std::int64_t family = 0; family < 5000; ++family) {
    const Words text = new_text(engine);
    const Words texts[] = {text, copy_of(text, engine), copy_of(text, engine), new_text(engine)};
    for (std::int64_t i = 0; i < 4; ++i) {
      const std::uint64_t hash = hash_of(texts[i]);
      for (const NearDuplicate& near : index.find(hash)) {
        ++found;
        right += i < 3 && near.id / 4 == family;
      }
      index.add(family * 4 + i, hash);
    }
    pairs += 3;
  }
  const double precision = static_cast<double>(right) / static_cast<double>(found);
  const double recall = static_cast<double>(right) / static_cast<double>(pairs);
  std::printf("near duplicates: precision %.4f recall %.4f\n", precision, recall);
  EXPECT_GE(precision, 0.98);
  EXPECT_GE(recall, 0.95);
}

TEST(NearDuplicateIndex, MissesNothingWithinItsDistance) {
  std::mt19937_64 engine(3);
  NearDuplicateIndex index(5);
  for (int i = 0; i < 500; ++i) {
    const std::uint64_t hash = engine() | 1;
    index.add(i, hash);
    std::uint64_t other = hash;
    for (int bits = 0; bits < 5; ++bits) other ^= std::uint64_t{1} << engine() % 64;
    const auto near = index.find(other);
    ASSERT_FALSE(near.empty());
    EXPECT_EQ(near[0].id, i);
  }
}

}  // namespace
}  // namespace cuttings::test
