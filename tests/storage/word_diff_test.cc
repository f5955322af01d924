#include "storage/word_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace cuttings {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr DiffKind kSame = DiffKind::kSame, kOut = DiffKind::kRemoved, kIn = DiffKind::kAdded;

/// The text of one side: what is the same and what is only there.
std::string side(const std::vector<DiffPart>& parts, DiffKind own) {
  std::string text;
  for (const DiffPart& part : parts) {
    if (part.kind != kSame && part.kind != own) continue;
    const bool is_joined = text.empty() || text.ends_with("\n") || part.text.starts_with("\n");
    text += (is_joined ? "" : " ") + part.text;
  }
  return text;
}

std::size_t count(const std::vector<DiffPart>& parts, DiffKind kind) {
  std::size_t words = 0;
  for (const DiffPart& part : parts)
    if (part.kind == kind)
      words += 1 + static_cast<std::size_t>(std::count(part.text.begin(), part.text.end(), ' '));
  return words;
}

TEST(WordDiff, ShowsWhatWasRemovedBeforeWhatWasAdded) {
  EXPECT_THAT(diff_words("The boat left at dawn.", "The ferry left at dawn today."),
              ElementsAre(DiffPart{kSame, "The"}, DiffPart{kOut, "boat"}, DiffPart{kIn, "ferry"},
                          DiffPart{kSame, "left at"}, DiffPart{kOut, "dawn."},
                          DiffPart{kIn, "dawn today."}));
}

TEST(WordDiff, WhiteSpaceIsNoChangeButABreakIs) {
  EXPECT_THAT(diff_words("a  b\nc", "a b c"), ElementsAre(DiffPart{kSame, "a b c"}));
  EXPECT_THAT(diff_words("a b", "a\n\nb"),
              ElementsAre(DiffPart{kSame, "a"}, DiffPart{kIn, "\n\n"}, DiffPart{kSame, "b"}));
}

TEST(WordDiff, OfEmptyTexts) {
  EXPECT_THAT(diff_words("", ""), IsEmpty());
  EXPECT_THAT(diff_words("", "a b"), ElementsAre(DiffPart{kIn, "a b"}));
  EXPECT_THAT(diff_words("a b", ""), ElementsAre(DiffPart{kOut, "a b"}));
}

/// Length of the longest common subsequence, by the textbook's table.
std::size_t common_words(const std::vector<int>& a, const std::vector<int>& b) {
  std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j)
      table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1
                                         : std::max(table[i - 1][j], table[i][j - 1]);
  return table[a.size()][b.size()];
}

TEST(WordDiff, GivesBothTextsBackByTheShortestEdit) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::vector<int> a(random() % 30), b(random() % 30);
    const auto text_of = [&](std::vector<int>& words) {
      std::string text;
      for (int& word : words)
        text += (text.empty() ? "w" : " w") + std::to_string(word = static_cast<int>(random() % 6));
      return text;
    };
    const std::string before = text_of(a), after = text_of(b);
    const auto parts = diff_words(before, after);
    EXPECT_EQ(side(parts, kOut), before);
    EXPECT_EQ(side(parts, kIn), after);
    EXPECT_EQ(count(parts, kSame), common_words(a, b)) << before << " | " << after;
  }
}

TEST(WordDiff, TextsWithNothingInCommonAreBoundedInCost) {
  std::string before, after;
  for (int i = 0; i < 100'000; ++i)
    before += "a" + std::to_string(i) + " ", after += "b" + std::to_string(i) + " ";
  EXPECT_EQ(diff_words(before, after).size(), 2u);
}

}  // namespace
}  // namespace cuttings
