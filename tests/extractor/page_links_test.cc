#include "extractor/page_links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuttings {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Url kBase = *Url::parse("https://example.org/a/b");

Document parsed(std::string html) { return std::move(*Document::parse(std::move(html), {})); }

TEST(PageLinks, AreResolvedOnceEachWithoutFragments) {
  const Document page = parsed(
      "<a href=c>1</a><a href='/a/c#x'>2</a><map><area href=//example.net/></map>"
      "<a href='mailto:a@example.org'>3</a><a name=x>4</a><a href=''>5</a><iframe "
      "src=ad></iframe>");
  EXPECT_THAT(collect_links(page, kBase),
              ElementsAre("https://example.org/a/c", "https://example.net/"));
  EXPECT_THAT(collect_frames(page, kBase), IsEmpty());
}

TEST(PageLinks, TheFramesOfAFramesetAreLinks) {
  const Document page = parsed(
      "<frameset><frame src=menu><frame><frameset><frame src=text#top></frameset></frameset>");
  EXPECT_THAT(collect_frames(page, kBase),
              ElementsAre("https://example.org/a/menu", "https://example.org/a/text"));
  EXPECT_THAT(collect_links(page, kBase),
              ElementsAre("https://example.org/a/menu", "https://example.org/a/text"));
}

TEST(PageLinks, AFloodOfFramesIsCut) {
  std::string html = "<frameset>";
  for (int i = 0; i < 100; ++i) html += "<frame src=" + std::to_string(i) + ">";
  EXPECT_EQ(collect_frames(parsed(html), kBase).size(), kMaxFrames);
}

}  // namespace
}  // namespace cuttings
