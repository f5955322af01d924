#include "extractor/further_pages.h"

#include "extractor/refresh.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

bool is_page(const char* first, const char* url, int number) {
  return is_numbered_page(*Url::parse(first), *Url::parse(url), number);
}

// https://html.spec.whatwg.org/#shared-declarative-refresh-steps, but for a page loaded again.
TEST(Refresh, LeadsWhereABrowserGoes) {
  const Url base = *Url::parse("https://example.org/a/b");
  const char* c = "https://example.org/a/c";
  for (const char* value : {"0; url=c", "0;URL='c'", "0;c", "0,url = \"c\" x", " 5.5 ; Url=c ",
                            "0 c", "1;url= /a/c#x", ".5;url=c", "0;url=c\n"})
    EXPECT_EQ(refresh_target(value, base), c) << value;
  for (const char* value :
       {"", "0", "5;", "0;url=", "0;url=b", "0;url=#x", "300;url=c", "-1;url=c", "x;url=c",
        "0;url=javascript:c", "0;url=mailto:a@example.org", "99999999999;url=c", "0url=c"})
    EXPECT_EQ(refresh_target(value, base), "") << value;
}

TEST(FurtherPages, KnowsTheUsualNumbers) {
  const char* first = "https://example.org/2026/ferry";
  for (const char* second :
       {"https://example.org/2026/ferry/2", "https://example.org/2026/ferry/2/",
        "https://example.org/2026/ferry/page/2", "https://example.org/2026/ferry?page=2",
        "https://example.org/2026/ferry?p=2", "https://example.org/2026/ferry-2",
        "https://example.org/2026/ferry/seite-2", "https://example.org/2026/ferry,2"})
    EXPECT_TRUE(is_page(first, second, 2)) << second;
  EXPECT_TRUE(is_page("https://example.org/ferry.html", "https://example.org/ferry-2.html", 2));
  EXPECT_TRUE(is_page("https://example.org/ferry/", "https://example.org/ferry/?page=2", 2));
  EXPECT_TRUE(is_page("https://example.org/a?id=7", "https://example.org/a?id=7&page=2", 2));
  EXPECT_TRUE(is_page("https://example.org/a?page=1", "https://example.org/a?page=2", 2));
  EXPECT_TRUE(is_page(first, "https://example.org/2026/ferry/12", 12));
}

TEST(FurtherPages, ABlogsNeighboursAreOtherArticles) {
  const char* first = "https://example.org/2026/ferry";
  for (const char* other :
       {"https://example.org/2026/lighthouse", "https://example.org/2026/ferry-returns",
        "https://example.org/2026/ferry/3", "https://example.org/2026/ferry",
        "https://other.example/2026/ferry/2", "https://example.org/2026/ferry?comments=2",
        "https://example.org/2026/ferry/comment-page-2"})
    EXPECT_FALSE(is_page(first, other, 2)) << other;
  EXPECT_FALSE(is_page("https://example.org/post/1", "https://example.org/post/2", 2));
  EXPECT_FALSE(is_page("https://example.org/part-1", "https://example.org/part-2", 2));
}

Article page_of(std::vector<std::string> paragraphs) {
  Article article;
  article.metadata.title = "Ferry returns to the bay";
  for (std::string& text : paragraphs) {
    BodyBlock block;
    block.spans.push_back({std::move(text)});
    article.body.push_back(std::move(block));
  }
  settle_text(article);
  return article;
}

TEST(PageChain, PutsPagesTogetherWithoutWhatEachRepeats) {
  const std::string plea = "This newsroom is paid for by its readers.";
  Article article = page_of({"The boat left at dawn.", plea});
  article.images.push_back({"https://example.org/1.jpg", "", "", ""});
  Article second = page_of({"Ferry returns to the bay", "It came back at dusk.", plea});
  second.body.front().kind = BodyKind::kHeading;
  second.images.push_back({"https://example.org/2.jpg", "", "", ""});
  BodyBlock picture;
  picture.kind = BodyKind::kImage;
  second.body.push_back(picture);

  PageChain chain("https://example.org/ferry");
  const FurtherPages said{"", "", "https://example.org/ferry/2"};
  ASSERT_EQ(chain.next(said), said.rel_next);
  chain.append(article, std::move(second), said.rel_next);
  EXPECT_EQ(article.text, "The boat left at dawn.\n\n" + plea + "\n\nIt came back at dusk.");
  EXPECT_EQ(article.word_count, 18u);
  EXPECT_EQ(article.body.back().image, 1u);
  EXPECT_EQ(chain.next(said), std::nullopt) << "read already";
}

TEST(PageChain, ARuleMayNameAnyPageOfTheHost) {
  const PageChain chain("https://example.org/ferry");
  EXPECT_EQ(chain.next({"", "https://example.org/more", ""}), "https://example.org/more");
  EXPECT_EQ(chain.next({"", "https://other.example/more", ""}), std::nullopt);
  EXPECT_EQ(chain.next({"", "https://example.org/ferry", ""}), std::nullopt) << "itself";
  EXPECT_EQ(chain.single({"https://example.org/print", "", ""}), "https://example.org/print");
}

TEST(PageChain, EndsSomewhere) {
  PageChain chain("https://example.org/ferry");
  Article article = page_of({"One."});
  int pages = 1;
  for (std::string next; pages < 1000; ++pages) {
    next = "https://example.org/trap" + std::to_string(pages);
    if (!chain.next({"", next, ""})) break;
    chain.append(article, page_of({}), next);
  }
  EXPECT_EQ(pages, PageChain::kMaxPages);
}

}  // namespace
}  // namespace cuttings
