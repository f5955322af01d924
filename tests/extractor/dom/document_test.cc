#include "extractor/dom/document.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

Document parse(std::string html) { return std::move(*Document::parse(std::move(html), {})); }

TEST(Document, HasHeadAndBodyEvenWhenThePageHasNone) {
  const Document document = parse("<p>a");
  EXPECT_EQ(document.head().tag(), Tag::kHead);
  EXPECT_EQ(document.body().first_child().tag(), Tag::kP);
  EXPECT_EQ(document.body().text_content(), "a");
}

TEST(Document, SiblingsAndParentsAreReachable) {
  const Document document = parse("<div><i>1</i><b>2</b></div>");
  const Node div = document.body().first_child();
  EXPECT_EQ(div.first_child().next_sibling().tag(), Tag::kB);
  EXPECT_EQ(div.first_child().next_sibling().parent(), div);
  EXPECT_FALSE(div.next_sibling());
}

TEST(Document, AttributesAreDecoded) {
  const Document document = parse("<a HREF='?a=1&amp;b=2' title=\"x > y\">t</a>");
  const Node a = document.body().first_child();
  EXPECT_EQ(a.attribute("href"), "?a=1&b=2");
  EXPECT_EQ(a.attribute("title"), "x > y");
  EXPECT_FALSE(a.has_attribute("rel"));
}

TEST(Document, ScriptIsRawTextAndNotText) {
  const Document document = parse("<script>if (a < b) {}</script><p>x");
  EXPECT_EQ(document.root().text_content(), "x");
  EXPECT_EQ(document.head().first_child().raw_text(), "if (a < b) {}");
}

TEST(Document, WhiteSpaceBetweenInlineElementsStays) {
  EXPECT_EQ(parse("<p><b>a</b> <i>b</i>\n<a>c</a></p>").body().text_content(), "a b\nc");
  EXPECT_EQ(parse("x<script></script> <b>y</b>").body().text_content(), "x y");
}

TEST(Document, WhiteSpaceBesideBlocksAndInTheHeadIsNoNode) {
  const Document document =
      parse("<head>\n<title>t</title>\n</head>\n<body>\n<div>\n<p>a</p>\n</div>\n");
  EXPECT_EQ(document.size(), 8u);  // html, head, title, "t", body, div, p, "a"
}

TEST(Document, WhiteSpaceInPreStaysAsItIs) {
  EXPECT_EQ(parse("<div><pre>\n<p>a</p>\n\n <b>b</b></pre>").body().text_content(), "a\n\n b");
}

}  // namespace
}  // namespace cuttings
