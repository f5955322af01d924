// The Markdown we write, read by md4c (an independent CommonMark 0.30 reader with GFM tables), must
// have the words and the structure of the HTML we write.
#include <algorithm>

#include <gtest/gtest.h>
#include <md4c-html.h>

#include "extractor/render/render.h"
#include "tests/extractor/render/body.h"
#include "tests/extractor/render/html_events.h"
#include "tests/extractor/render/random_body.h"

namespace cuttings::test {
namespace {

std::string html_by_md4c(const std::string& markdown) {
  std::string html;
  const auto append = [](const MD_CHAR* text, MD_SIZE size, void* out) {
    static_cast<std::string*>(out)->append(text, size);
  };
  const int failed = md_html(markdown.data(), static_cast<MD_SIZE>(markdown.size()), append, &html,
                             MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH, 0);
  EXPECT_EQ(failed, 0);
  return html;
}

/// Markdown tables are rectangles and have a header row: as many cells as the widest row. And md4c
/// 0.4.8 does not take "\|" in a cell's code span for "|" as GFM (example 200) says.
void make_rectangular(Article& article) {
  for (BodyBlock& block : article.body) {
    std::size_t columns = 0;
    for (const auto& row : block.rows) columns = std::max(columns, row.size());
    for (auto& row : block.rows) row.resize(columns);
    block.has_header_row = true;
    for (auto& row : block.rows) {
      for (auto& cell : row) {
        for (Span& span : cell)
          span.is_code = span.is_code && span.text.find('|') == span.text.npos;
      }
    }
  }
}

TEST(MarkdownRoundTrip, WordsAndStructureSurvive) {
  std::size_t styled = 0, lost = 0;
  for (unsigned seed = 0; seed < 20'000; ++seed) {
    Article page = random_article(seed);
    make_rectangular(page);
    const std::string markdown = render_markdown(page, FrontMatter::kNone);
    const HtmlEvents ours = read_events(render_html(page));
    const HtmlEvents theirs = read_events(html_by_md4c(markdown));
    ASSERT_EQ(ours.letters, theirs.letters) << "seed " << seed << "\n" << markdown;
    ASSERT_EQ(ours.structure, theirs.structure) << "seed " << seed << "\n"
                                                << markdown << "\n"
                                                << render_html(page);
    for (std::size_t i = 0; i < ours.styles.size(); ++i) {
      const bool was_styled = ours.styles[i] != ' ';
      const bool is_same = ours.styles[i] == theirs.styles[i];
      ASSERT_TRUE(is_same || theirs.styles[i] == ' ')
          << "seed " << seed << ": a style appeared at " << ours.letters.substr(i, 20) << ": "
          << ours.styles[i] << " " << theirs.styles[i] << "\n"
          << markdown;
      styled += was_styled ? 1 : 0;
      lost += is_same ? 0 : 1;
    }
  }
  EXPECT_GT(styled, 100'000u);
  EXPECT_LT(lost * 10, styled * 3) << "of " << styled << " styled bytes " << lost << " lost it";
}

}  // namespace
}  // namespace cuttings::test
