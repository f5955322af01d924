#include <gtest/gtest.h>

#include "extractor/render/render.h"
#include "tests/extractor/render/body.h"

namespace cuttings::test {
namespace {

TEST(RenderText, ParagraphsStandApartAndListItemsTogether) {
  const Article page = article({heading(2, "Tools"), paragraph("Bring:"), item(1, "a spade"),
                                item(2, "long"), item(1, 2, "a fork"), paragraph("Then dig.")});
  EXPECT_EQ(render_text(page), "Tools\n\nBring:\n\n- a spade\n  - long\n- a fork\n\nThen dig.");
}

TEST(RenderText, TableRowsAreLinesAndImagesLeaveNothing) {
  const Article page = article({table({{"Year", "Rain"}, {"1998", "164"}}, true), picture(0)},
                               {{"https://x.example/a.jpg", "alt words", "caption words", ""}});
  EXPECT_EQ(render_text(page), "Year | Rain\n1998 | 164");
}

TEST(RenderText, CodeKeepsItsLinesAndIndentation) {
  EXPECT_EQ(render_text(article({listing("\nif x:\r\n    y()\n\n")})), "if x:\n    y()");
}

TEST(RenderText, EmptyBlocksAndControlsLeaveNothing) {
  const Article page = article({paragraph(""), paragraph(" \t\n "), table({{"", ""}}, false),
                                paragraph({text("a\x01 "), strong("\x1b[31m"), text(" b")})});
  EXPECT_EQ(render_text(page), "a [31m b");
  EXPECT_EQ(render_text(article({})), "");
}

TEST(RenderText, ContinuationOfAnItemIsAParagraph) {
  const Article page = article({item(1, "one"), in_list(paragraph("more")), item(1, "two")});
  EXPECT_EQ(render_text(page), "- one\n\nmore\n- two");
}

}  // namespace
}  // namespace cuttings::test
