#include "extractor/blocks/text_block.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

struct Split {
  explicit Split(std::string html) : document(std::move(*Document::parse(std::move(html), {}))) {
    page = split_into_blocks(document);
  }
  std::vector<std::string> texts() const {
    std::vector<std::string> out;
    for (const TextBlock& block : page.blocks) out.emplace_back(page.text_of(block));
    return out;
  }
  Document document;
  PageBlocks page;
};

using Texts = std::vector<std::string>;

TEST(SplitIntoBlocks, BlockElementsEndARunAndInlineOnesDoNot) {
  EXPECT_EQ(Split("<div>a <b>b</b> c<p>d</p>e</div>").texts(), (Texts{"a b c", "d", "e"}));
}

TEST(SplitIntoBlocks, OneBreakIsASpaceAndTwoEndTheRun) {
  EXPECT_EQ(Split("<p>a<br>b<br> <br>c").texts(), (Texts{"a b", "c"}));
}

TEST(SplitIntoBlocks, ScriptStyleTemplateAndSelectAreNoText) {
  EXPECT_EQ(Split("<p>a<script>x()</script><style>p{}</style><template>t</template>"
                  "<select><option>o</select>b")
                .texts(),
            (Texts{"ab"}));
}

TEST(SplitIntoBlocks, NoscriptIsReadWhereItHoldsThePage) {
  const std::string post(450, 'x');
  const std::string shell = "<div id=app>b</div><noscript><div>a</div><p>" + post + "</noscript>";
  EXPECT_EQ(Split(shell).texts(), (Texts{"b", "a", post}));
  // A request for JavaScript, and what a page that shows its text repeats, are no text.
  EXPECT_EQ(Split("<p>a<noscript>Please enable JavaScript.</noscript>b").texts(), (Texts{"ab"}));
  EXPECT_EQ(Split("<p>" + post + post + "</p><noscript><p>" + post + "</noscript>").texts(),
            (Texts{post + post}));
}

TEST(SplitIntoBlocks, ADeclarativeShadowRootIsShown) {
  EXPECT_EQ(Split("<x-card><template shadowrootmode=open><p>a</template><p>b</x-card>"
                  "<template><p>c</template>")
                .texts(),
            (Texts{"a", "b"}));
}

TEST(SplitIntoBlocks, WhatStandsInForAnAmpElementIsNotText) {
  const Split split(
      "<amp-video><p placeholder>a</p><div fallback><p>b</p></div><p>c</amp-video>"
      "<div><p placeholder>d</div>");
  EXPECT_EQ(split.texts(), (Texts{"c", "d"}));
}

TEST(SplitIntoBlocks, HiddenTextIsKeptAndMarked) {
  const Split split("<p>a</p><div hidden><p>b</div><p style='display: none'>c");
  ASSERT_EQ(split.texts(), (Texts{"a", "b", "c"}));
  EXPECT_FALSE(split.page.blocks[0].within & kInHidden);
  EXPECT_TRUE(split.page.blocks[1].within & kInHidden);
  EXPECT_TRUE(split.page.blocks[2].within & kInHidden);
}

TEST(SplitIntoBlocks, WhiteSpaceIsCollapsedAlsoTheUnicodeKinds) {
  EXPECT_EQ(Split("<p> a\xC2\xA0\xC2\xA0 b\xE3\x80\x80\n c ").texts(), (Texts{"a b c"}));
}

TEST(SplitIntoBlocks, SoftHyphensAreNoPartOfAWord) {
  EXPECT_EQ(Split("<p>Mit&shy;tel<b>&shy;</b>al\xC2\xADter und <i>&shy;Neu</i>zeit").texts(),
            (Texts{"Mittelalter und Neuzeit"}));
}

TEST(SplitIntoBlocks, CountsLinkedTextAlsoWhenTheLinkIsAroundBlocks) {
  const Split split("<p>ab <a href=/x>cd</a></p><a href='https://e.org/'><div>all</div></a>");
  EXPECT_EQ(split.page.blocks[0].link_bytes, 2u);
  EXPECT_EQ(split.page.blocks[0].text_size, 5u);
  EXPECT_TRUE(split.page.blocks[1].within & kInLink);
}

TEST(SplitIntoBlocks, AnchorIsTheInnermostElementAroundAllText) {
  const Split split("<div><span class=caption>x y</span></div><div><i>a</i><b>b</b></div>");
  EXPECT_EQ(split.document.node(split.page.blocks[0].anchor).tag(), Tag::kSpan);
  EXPECT_EQ(split.document.node(split.page.blocks[1].anchor).tag(), Tag::kDiv);
}

TEST(SplitIntoBlocks, KnowsListsQuotesAndHeadings) {
  const Split split("<blockquote><ul><li>a<ol><li>b</ol></ul></blockquote><h3>c</h3>");
  EXPECT_EQ(split.page.blocks[0].list_depth, 1);
  EXPECT_EQ(split.page.blocks[1].list_depth, 2);
  EXPECT_EQ(split.page.blocks[1].quote_depth, 1);
  EXPECT_EQ(split.page.blocks[2].heading_level, 3);
  EXPECT_EQ(split.page.blocks[2].list_depth, 0);
}

TEST(SplitIntoBlocks, FirstBlockFindsTheBlocksOfASubtree) {
  const Split split("<div><p>a<p>b</div><p>c");
  const Node div = split.document.body().first_child();
  EXPECT_EQ(split.page.first_block[div.index()], 0u);
  EXPECT_EQ(split.page.first_block[div.subtree_end()], 2u);
}

}  // namespace
}  // namespace cuttings
