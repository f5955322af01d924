#include "config/base/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cuttings {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;

struct TextCase {
  std::string input, expected;
};

TEST(Text, CollapseWhitespaceLeavesSingleSpacesBetweenWords) {
  const std::vector<TextCase> cases = {
      {"", ""},
      {" ", ""},
      {" \t\n\f\r\v ", ""},
      {"a", "a"},
      {" a ", "a"},
      {"a b", "a b"},
      {"a  b", "a b"},
      {"a \n b\tc", "a b c"},
      {"one two  three ", "one two three"},
      {"\u00A0a\u00A0\u2003b\u3000", "a b"},
      {"a\u2028b\u2029c\u202Fd\u205Fe", "a b c d e"},
      {"\u00E9 \u00E9  \u00E9", "\u00E9 \u00E9 \u00E9"},
      {"a \u00E9", "a \u00E9"},
      {"a \u00A0b", "a b"},
      {"a\u200Bb", "a\u200Bb"},  // zero width space is no white space to a reader
      {"\x7F a", "\x7F a"},
      {"a\0b"s, "a\0b"s},
      {"a ", "a"},
  };
  for (const TextCase& c : cases)
    EXPECT_EQ(collapse_whitespace(c.input), c.expected) << testing::PrintToString(c.input);
}

TEST(Text, RemoveControlsKeepsTabAndLineFeedAlone) {
  const std::vector<TextCase> cases = {
      {"a\tb\nc", "a\tb\nc"},
      {"a\0b\rc\x1b[0m"s, "abc[0m"},
      {"\x7F\u0080\u009F\u00A0", "\u00A0"},
      {"\uFDD0\uFDEF", ""},
      {"\uFFFE\uFFFF\U0010FFFF", ""},
      {"\uFFFD\uFDCF\uFDF0", "\uFFFD\uFDCF\uFDF0"},
      {"\U0001F600", "\U0001F600"},
  };
  for (const TextCase& c : cases)
    EXPECT_EQ(remove_controls(c.input), c.expected) << testing::PrintToString(c.input);
}

TEST(Text, EscapeForTerminalLeavesNothingATerminalObeys) {
  const std::vector<TextCase> cases = {
      {"plain \u00E9", "plain \u00E9"},
      {"\x1b[31mred", "\\x1b[31mred"},
      {"a\x07\x08\x7F", "a\\x07\\x08\\x7f"},
      {"\u009B31m", "\\x9b31m"},
      {"a\u202Eb", "a\\u202eb"},
      {"\u061C\u200E\u200F\u2066\u2069", "\\u061c\\u200e\\u200f\\u2066\\u2069"},
      {"a\0b"s, "a\\x00b"},
      {"a\rb", "a\\x0db"},
  };
  for (const TextCase& c : cases)
    EXPECT_EQ(escape_for_terminal(c.input, LineMode::kKeepLines), c.expected);
  // Unicode 15, 3.9: one U+FFFD for each ill-formed part.
  EXPECT_EQ(escape_for_terminal("a\x9b"
                                "31m\xc3(\xff",
                                LineMode::kKeepLines),
            "a\uFFFD31m\uFFFD(\uFFFD");
  EXPECT_EQ(escape_for_terminal("a\xc3\x1b[2J\xf0\x1b]0;x\x07", LineMode::kOneLine),
            "a\uFFFD\\x1b[2J\uFFFD\\x1b]0;x\\x07");
  EXPECT_EQ(escape_for_terminal("a\n\tb", LineMode::kKeepLines), "a\n\tb");
  EXPECT_EQ(escape_for_terminal("a\n\tb", LineMode::kOneLine), "a\\x0a\\x09b");
}

TEST(Text, AsciiCaseIsIgnoredAndNoOther) {
  EXPECT_EQ(to_ascii_lower("AZ[\u00C9"), "az[\u00C9");
  EXPECT_EQ(to_ascii_lower("ABCDEFGHIJKLMNOPQRSTUVWXYZ @[`{ 09 \u00C9 XYZ"),
            "abcdefghijklmnopqrstuvwxyz @[`{ 09 \u00C9 xyz");
  std::string out = "Kept ";
  append_ascii_lower(out, "SIXTEEN BYTES A TIME");
  EXPECT_EQ(out, "Kept sixteen bytes a time");
  EXPECT_TRUE(equals_ignoring_ascii_case("UTF-8", "utf-8"));
  EXPECT_FALSE(equals_ignoring_ascii_case("\u00C9", "\u00E9"));
  EXPECT_FALSE(equals_ignoring_ascii_case("a", "ab"));
  EXPECT_FALSE(equals_ignoring_ascii_case("@", "`"));  // differ by the case bit alone
  EXPECT_TRUE(starts_with_ignoring_ascii_case("HTTP://a", "http:"));
  EXPECT_FALSE(starts_with_ignoring_ascii_case("ht", "http"));
  EXPECT_TRUE(contains_ignoring_ascii_case("Read MORE here", "more"));
  EXPECT_TRUE(contains_ignoring_ascii_case("a", ""));
  EXPECT_FALSE(contains_ignoring_ascii_case("mor", "more"));
}

TEST(Text, FoldCaseIsUnicodes) {
  EXPECT_EQ(fold_case("ABC"), "abc");
  EXPECT_EQ(fold_case("Stra\u00DFe"), "strasse");
  EXPECT_EQ(fold_case("\u03A3\u03C2"), "\u03C3\u03C3");
  EXPECT_EQ(fold_case("\u00C9"), "\u00E9");
  const std::string before(40, 'A'), after(40, 'B');  // long enough to go without ICU
  EXPECT_EQ(
      fold_case(before + "\u00DF\u0390 X \u00C9" + after + "\u00C9"),
      std::string(40, 'a') + "ss\u03B9\u0308\u0301 x \u00E9" + std::string(40, 'b') + "\u00E9");
}

TEST(Text, TrimAsciiLeavesOtherSpaces) {
  EXPECT_EQ(trim_ascii(" \t\n\f\ra b "), "a b");
  EXPECT_EQ(trim_ascii("  "), "");
  EXPECT_EQ(trim_ascii("\u00A0a"), "\u00A0a");
}

struct CountCase {
  std::string text;
  std::size_t words;
};

TEST(Text, WordsAreCountedAsAReaderDoes) {
  const std::vector<CountCase> cases = {
      {"", 0},
      {"  \n", 0},
      {"- -- ...", 0},
      {"one", 1},
      {"one two, three.", 3},
      {"don't can\u2019t", 2},
      {"'quoted'", 1},
      {"twenty-one", 2},
      {"in 2026", 2},
      {"\u00E9t\u00E9 e\u0301", 2},
      {"\u0430\u0431\u0432 \u0433", 2},
      {"\u65E5\u672C", 1},              // two characters
      {"\u65E5\u672C\u8A9E", 2},        // three, rounded up
      {"\u65E5\u672C\u3002\u8A9E", 2},  // two runs: 1 + 1
      {"abc\u65E5\u672Cdef", 3},
      {"\u4EBA\u3005", 1},  // the repetition mark belongs to the run
      {"\U0001F600", 0},
  };
  for (const CountCase& c : cases) EXPECT_EQ(count_words(c.text), c.words) << c.text;
}

// Sixteen bytes are counted at once where that can be: where they begin must be of no account.
TEST(Text, CountWordsIsTheSameWhereverATextBegins) {
  const std::vector<CountCase> cases = {
      {"rock 'n' roll isn't dead, it's 42 years old and counting", 11},
      {"it''s a typo", 3},
      {"l’été où l'on n’a pas dormi", 6},
      {"Моряки ушли в плавание, a long one", 7},
      {"a 日本 b", 3},
  };
  for (const CountCase& c : cases)
    for (std::size_t shift = 0; shift < 40; ++shift) {
      const std::string text = std::string(shift, ' ') + std::string(c.text) + " -";
      EXPECT_EQ(count_words(text), c.words) << shift << " spaces before " << c.text;
    }
}

TEST(Text, SplitKeepsEmptyParts) {
  EXPECT_THAT(split("a,b", ','), ElementsAre("a", "b"));
  EXPECT_THAT(split(",a,,", ','), ElementsAre("", "a", "", ""));
  EXPECT_THAT(split("", ','), ElementsAre(""));
}

TEST(Text, ReplaceAllDoesNotReadItsOwnOutput) {
  EXPECT_EQ(replace_all("aaa", "a", "aa"), "aaaaaa");
  EXPECT_EQ(replace_all("aaa", "aa", "b"), "ba");
  EXPECT_EQ(replace_all("abc", "", "x"), "abc");
  EXPECT_EQ(replace_all("abc", "b", ""), "ac");
}

}  // namespace
}  // namespace cuttings
