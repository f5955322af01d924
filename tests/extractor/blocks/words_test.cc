#include "extractor/blocks/words.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace cuttings {
namespace {

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  bool goes_on = false;
  for (const char c : text) {
    if (is_word_byte(c) && !goes_on) words.emplace_back();
    goes_on = is_word_byte(c);
    if (goes_on) words.back() += c;
  }
  return words;
}

std::string random_text(std::mt19937& random, std::size_t size) {
  static constexpr std::string_view kPieces[] = {"a", "Z", "9", " ", " ", "-", "'", "é", "я", "\0"};
  std::string text;
  while (text.size() < size) text += kPieces[random() % std::size(kPieces)];
  return text;
}

TEST(Words, AreCutWhereAWalkByBytesCutsThem) {
  std::mt19937 random(1);
  WordHasher hasher;  // one for texts of all lengths: nothing of a text is left for the next
  for (std::size_t size = 0; size < 200; ++size) {
    const std::string text = random_text(random, size);
    const std::vector<std::string> words = words_of(text);
    const WordHashes hashes = hasher.hash(text);
    ASSERT_EQ(hashes.size(), words.size()) << text;
    for (std::size_t i = 0; i < words.size(); ++i)
      EXPECT_EQ(hashes[i], word_hashes(words[i]).at(0)) << words[i] << " in " << text;
  }
}

TEST(Words, OfOneSpellingAreEqualWhateverTheCaseAndPlace) {
  EXPECT_EQ(word_hashes("Harbour REOPENS"), word_hashes("harbour, reopens!"));
  EXPECT_NE(word_hashes("harbour"), word_hashes("harbours"));
  EXPECT_NE(word_hashes("harbourmasters"), word_hashes("harbourmastery"));
  EXPECT_NE(word_hashes("a"), word_hashes("aa"));
  EXPECT_TRUE(word_hashes(" -- \n").empty());
}

TEST(Words, OverlapCountsWordsAndWhatTheyCover) {
  const WordSet title = word_set("Ferry strike ends after ten days");
  const WordOverlap half = overlap(word_hashes("Ferry ferry boats sail"), title);
  EXPECT_FLOAT_EQ(half.share, 0.5f);
  EXPECT_FLOAT_EQ(half.covered, 1.f / 6);
  const WordOverlap whole = overlap(word_hashes("ten days after ferry strike ends"), title);
  EXPECT_FLOAT_EQ(whole.share, 1);
  EXPECT_FLOAT_EQ(whole.covered, 1);
  EXPECT_FLOAT_EQ(overlap({}, title).share, 0);
  EXPECT_FLOAT_EQ(overlap(word_hashes("ferry"), word_set("")).covered, 0);
}

TEST(Words, ShareOfGramsTellsQuotedFromRewritten) {
  const GramSet body =
      gram_set("The council closed the old bridge on Monday after cracks were found");
  EXPECT_FLOAT_EQ(share_of_grams(word_hashes("the council closed the old bridge"), body), 1);
  EXPECT_FLOAT_EQ(share_of_grams(word_hashes("the old bridge the council closed"), body), 0);
  EXPECT_FLOAT_EQ(share_of_grams(word_hashes("old bridge"), body), 0);
}

}  // namespace
}  // namespace cuttings
