#include "extractor/blocks/body_builder.h"

#include <gtest/gtest.h>

#include <functional>

namespace cuttings {
namespace {

/// Everything is kept but what `drop` says.
Body build(
    std::string html, const std::function<Reason(std::string_view)>& drop = [](std::string_view) {
      return Reason::kNone;
    }) {
  const Document document = std::move(*Document::parse(std::move(html), {}));
  const PageBlocks page = split_into_blocks(document);
  Decisions decisions(page.blocks.size());
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const Reason reason = drop(page.text_of(page.blocks[i]));
    if (reason == Reason::kNone)
      decisions[i].keep(Reason::kBodyText);
    else
      decisions[i].drop(reason);
  }
  const Url base = *Url::parse("https://news.example.org/2026/ferry");
  return build_body(document, page, decisions, &base);
}

TEST(BuildBody, InlineMarkupBecomesSpans) {
  const Body body = build("<p>The <b>old</b> <a href='/boat'><i>boat</i></a>, again");
  ASSERT_EQ(body.blocks.size(), 1u);
  const std::vector<Span> expected = {{"The ", false, false, false, ""},
                                      {"old", true, false, false, ""},
                                      {" ", false, false, false, ""},
                                      {"boat", false, true, false, "https://news.example.org/boat"},
                                      {", again", false, false, false, ""}};
  std::string text, wanted;
  for (const Span& span : body.blocks[0].spans) text += span.text;
  for (const Span& span : expected) wanted += span.text;
  EXPECT_EQ(text, wanted);
  const Span link = body.blocks[0].spans[body.blocks[0].spans.size() - 2];
  EXPECT_EQ(link, expected[3]);
}

TEST(BuildBody, SoftHyphensAreNoPartOfAWord) {
  const Body body = build("<p>Mit&shy;tel<b>&shy;</b>al\xC2\xADter und <i>&shy;Neu</i>zeit");
  ASSERT_EQ(body.blocks.size(), 1u);
  std::string text;
  for (const Span& span : body.blocks[0].spans) text += span.text;
  EXPECT_EQ(text, "Mittelalter und Neuzeit");
}

TEST(BuildBody, FootnoteMarksAreNotText) {
  const Body body =
      build("<p>Jitter of 10 %.<sup><a href='#fn1'>1</a></sup> See <a href='#more'>more</a>.");
  std::string text;
  for (const Span& span : body.blocks[0].spans) text += span.text;
  EXPECT_EQ(text, "Jitter of 10 %. See more.");
}

TEST(BuildBody, LinesOfAPoemStayLines) {
  const Body body = build("<p>The tide comes in,<br> the <b>tide<br>goes</b> out.</p>");
  std::string text;
  for (const Span& span : body.blocks[0].spans) text += span.text;
  EXPECT_EQ(text, "The tide comes in,\nthe tide\ngoes out.");
}

TEST(BuildBody, WhatEditorsPressIsNoPartOfAHeading) {
  const Body body = build(
      "<h2>History <span>[<a href='/edit'>edit</a> | <a href='/src'>source</a>]</span></h2>"
      "<h2>Names <span>[in Dutch]</span></h2><p>It is <span>[<a href='/b'>b</a>]</span>.</p>");
  std::vector<std::string> texts;
  for (const BodyBlock& block : body.blocks) {
    texts.emplace_back();
    for (const Span& span : block.spans) texts.back() += span.text;
  }
  EXPECT_EQ(texts, (std::vector<std::string>{"History", "Names [in Dutch]", "It is [b]."}));
}

TEST(BuildBody, NestedListsKeepDepthAndNumber) {
  const Body body = build("<ol><li>a<ul><li>b<p>c</p></ul><li>d</ol>");
  ASSERT_EQ(body.blocks.size(), 4u);
  EXPECT_EQ(body.blocks[0].kind, BodyKind::kListItem);
  EXPECT_TRUE(body.blocks[0].is_ordered);
  EXPECT_EQ(body.blocks[1].list_depth, 2);
  EXPECT_FALSE(body.blocks[1].is_ordered);
  EXPECT_EQ(body.blocks[2].kind, BodyKind::kParagraph);
  EXPECT_EQ(body.blocks[2].list_depth, 2);
  EXPECT_EQ(body.blocks[3].ordinal, 2);
}

TEST(BuildBody, CodeKeepsItsLines) {
  const Body body = build("<pre>\nif (a)\n  b();\n</pre>");
  ASSERT_EQ(body.blocks.size(), 1u);
  EXPECT_EQ(body.blocks[0].kind, BodyKind::kCode);
  EXPECT_EQ(body.blocks[0].spans[0].text, "if (a)\n  b();");
}

TEST(BuildBody, ATableOfDataIsOneBlock) {
  const Body body = build("<table><tr><th>Year<th>Boats<tr><td>2025<td>3<tr><td>2026<td>4</table>");
  ASSERT_EQ(body.blocks.size(), 1u);
  EXPECT_EQ(body.blocks[0].kind, BodyKind::kTable);
  EXPECT_TRUE(body.blocks[0].has_header_row);
  ASSERT_EQ(body.blocks[0].rows.size(), 3u);
  EXPECT_EQ(body.blocks[0].rows[2][1][0].text, "4");
}

TEST(BuildBody, ATableThatLaysOutThePageIsNot) {
  const Body body =
      build("<table><tr><td><p>One long paragraph.<p>Another one.<p>And a third one.</table>");
  ASSERT_EQ(body.blocks.size(), 3u);
  EXPECT_EQ(body.blocks[0].kind, BodyKind::kParagraph);
}

TEST(BuildBody, ImagesKeepTheirPlaceAndCaption) {
  const Body body = build(
      "<p>a</p><figure><img src=b.jpg alt=Boat><figcaption>The boat</figcaption></figure><p>c</p>",
      [](std::string_view text) { return text == "The boat" ? Reason::kCaption : Reason::kNone; });
  ASSERT_EQ(body.blocks.size(), 3u);
  EXPECT_EQ(body.blocks[1].kind, BodyKind::kImage);
  ASSERT_EQ(body.images.size(), 1u);
  EXPECT_EQ(body.images[0].url, "https://news.example.org/2026/b.jpg");
  EXPECT_EQ(body.images[0].alt, "Boat");
  EXPECT_EQ(body.images[0].caption, "The boat");
}

TEST(BuildBody, IconsAndPicturesOfTeasersAreNotTheArticles) {
  const Body body = build(
      "<p>a <img src=i.png width=16> b</p><div><div><img "
      "src=t.jpg><p>Teaser</p></div></div><p>c</p>",
      [](std::string_view text) {
        return text == "Teaser" ? Reason::kRelatedLinks : Reason::kNone;
      });
  EXPECT_TRUE(body.images.empty());
}

}  // namespace
}  // namespace cuttings
