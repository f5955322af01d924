#include <gtest/gtest.h>

#include "extractor/render/markdown_inline.h"
#include "extractor/render/render.h"
#include "tests/extractor/render/body.h"

namespace cuttings::test {
namespace {

std::string markdown(std::vector<BodyBlock> body, std::vector<Image> images = {}) {
  return render_markdown(article(std::move(body), std::move(images)), FrontMatter::kNone);
}
std::string inline_of(std::vector<Span> spans) {
  return markdown_inline(spans, MarkdownPlace::kParagraph);
}

// Expectations by CommonMark 0.30 and GFM 0.29; round trips are in markdown_roundtrip_test.cc.
TEST(RenderMarkdown, BlocksStandApart) {
  EXPECT_EQ(markdown({heading(2, "Tools"), paragraph("Bring a spade."), listing("x = 1")}),
            "## Tools\n\nBring a spade.\n\n```\nx = 1\n```\n");
}

TEST(RenderMarkdown, ListsNestByTheWidthOfTheirMarkers) {
  EXPECT_EQ(markdown({item(1, 9, "nine"), item(1, 10, "ten"), item(2, "in ten"),
                      in_list(paragraph("more of it"), 2), item(1, 11, "eleven")}),
            "9. nine\n10. ten\n    - in ten\n\n      more of it\n11. eleven\n");
}

TEST(RenderMarkdown, QuotesHoldListsAndItemsHoldQuotes) {
  EXPECT_EQ(markdown({quoted(paragraph("said")), quoted(item(1, "one")), quoted(item(1, "two"))}),
            "> said\n>\n> - one\n> - two\n");
  EXPECT_EQ(markdown({item(1, "one"), quoted(in_list(paragraph("said"))), item(1, "two")}),
            "- one\n\n  > said\n- two\n");
}

TEST(RenderMarkdown, OrderedListsThatStartAgainAreTwoLists) {
  EXPECT_EQ(markdown({item(1, 1, "a"), item(1, 2, "b"), item(1, 1, "c")}), "1. a\n2. b\n\n1) c\n");
}

TEST(RenderMarkdown, FencesAreLongerThanAnyRunInside) {
  EXPECT_EQ(markdown({listing("```\nx\n`````")}), "``````\n```\nx\n`````\n``````\n");
  EXPECT_EQ(inline_of({code("a `` b"), text(" "), code("`")}), "```a `` b``` `` ` ``");
}

TEST(RenderMarkdown, TablesHaveAHeaderRowEvenWhenThePageHasNone) {
  EXPECT_EQ(markdown({table({{"a|b", "c"}, {"d"}}, true)}),
            "| a\\|b | c |\n| --- | --- |\n| d |\n");
  EXPECT_EQ(markdown({table({{"1", "2"}}, false)}), "|  |  |\n| --- | --- |\n| 1 | 2 |\n");
}

TEST(RenderMarkdown, ImagesShowAltCaptionAndCredit) {
  const Image image{"https://x.example/a b(1).jpg", "A [dog]", "It barks.", "J. Doe"};
  EXPECT_EQ(
      markdown({picture(0)}, {{"https://x.example/a(1).jpg", "A [dog]", "It barks.", "J. D"}}),
      "![A \\[dog\\]](https://x.example/a\\(1\\).jpg)\n\n*It barks. (J. D)*\n");
  EXPECT_EQ(markdown({picture(0)}, {image}), "") << "a URL with a space is no URL";
  EXPECT_EQ(markdown({picture(7)}), "");
  EXPECT_EQ(markdown({picture(0)}, {{"javascript:alert(1)", "x", "y", ""}}), "");
}

struct EscapeCase {
  const char* text;
  const char* markdown;
};
class MarkdownEscape : public testing::TestWithParam<EscapeCase> {};

TEST_P(MarkdownEscape, OnlyWhatMarkdownWouldRead) {
  EXPECT_EQ(inline_of({text(GetParam().text)}), GetParam().markdown);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, MarkdownEscape,
    testing::Values(
        EscapeCase{"plain words, with (brackets) and a-b", "plain words, with (brackets) and a-b"},
        EscapeCase{"2 * 3 * 4", "2 \\* 3 \\* 4"}, EscapeCase{"snake_case_name", "snake_case_name"},
        EscapeCase{"_start end_", "\\_start end\\_"}, EscapeCase{"a `tick`", "a \\`tick\\`"},
        EscapeCase{"[x](y)", "\\[x\\](y)"}, EscapeCase{"<b>&amp;", "\\<b>\\&amp;"},
        EscapeCase{"AT&T & sons", "AT&T & sons"}, EscapeCase{"~~gone~~", "\\~\\~gone\\~\\~"},
        EscapeCase{"C:\\dir", "C:\\\\dir"},
        EscapeCase{"1986. A great year", "1986\\. A great year"},
        EscapeCase{"1) first", "1\\) first"}, EscapeCase{"3.5 million", "3\\.5 million"},
        EscapeCase{"# not a heading", "\\# not a heading"}, EscapeCase{"- no item", "\\- no item"},
        EscapeCase{"+ no item", "\\+ no item"}, EscapeCase{"> no quote", "\\> no quote"},
        EscapeCase{"=====", "\\====="}, EscapeCase{"---", "\\---"},
        EscapeCase{"12345678901. long", "12345678901. long"}));

TEST(MarkdownInline, EmphasisLeavesSpaceOutside) {
  EXPECT_EQ(inline_of({text("a "), strong(" b "), text("c")}), "a **b** c");
  EXPECT_EQ(inline_of({emphasis("a"), text(" "), both("b")}), "*a* ***b***");
}

TEST(MarkdownInline, PunctuationThatWouldBreakAnEmphasisStandsOutside) {
  EXPECT_EQ(inline_of({strong("„So“"), text("hat")}), "**„So**“hat");
  EXPECT_EQ(inline_of({strong("这是。"), text("这")}), "**这是**。这");
  EXPECT_EQ(inline_of({strong("(a)"), text(" b")}), "**(a)** b");
}

TEST(MarkdownInline, NeighbouringEmphasesDoNotMelt) {
  EXPECT_EQ(inline_of({strong("a"), emphasis("b"), text(" c")}), "**a**_b_ c");
  EXPECT_EQ(inline_of({strong("a"), emphasis("b"), text("c")}), "**a**bc");
}

TEST(MarkdownInline, LinksHoldStylesAndOnlyTheWeb) {
  Span bold = link("b", "https://x.example/");
  bold.is_strong = true;
  EXPECT_EQ(inline_of({text("see "), link("a ", "https://x.example/"), bold, text("!")}),
            "see [a **b**](https://x.example/)!");
  EXPECT_EQ(inline_of({link("x", "javascript:alert(1)")}), "x");
  EXPECT_EQ(inline_of({text("wow!"), link("x", "http://y.example/?a=1&copy;=2")}),
            "wow\\![x](http://y.example/?a=1\\&copy;=2)");
}

TEST(MarkdownInline, LineBreaksAreHardBreaks) {
  EXPECT_EQ(inline_of({text("one \n 2. two")}), "one\\\n2\\. two");
  EXPECT_EQ(markdown_inline({text("one\ntwo #")}, MarkdownPlace::kHeading), "one two \\#");
}

}  // namespace
}  // namespace cuttings::test
