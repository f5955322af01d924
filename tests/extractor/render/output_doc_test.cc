// docs/output.md shows an object: it must be what render_json writes.
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "extractor/render/article_json.h"

namespace cuttings::test {
namespace {

Article documented_article() {
  Article article;
  article.url = "https://news.example.org/2026/ferry";
  Metadata& metadata = article.metadata;
  metadata.canonical_url = article.url;
  metadata.title = "Ferry returns after eleven years";
  metadata.authors = {"Ann Lee"};
  metadata.date_published = "2026-02-03T08:10:00Z";
  metadata.sitename = "The Example";
  metadata.language = "en";
  metadata.section = "Transport";
  metadata.pagetype = "article";
  metadata.sources = {{"title", "opengraph"}, {"date_published", "json-ld"}};
  article.images = {{"https://news.example.org/deck.jpg", "A man beside a ramp",
                     "The ramp is checked before the first sailing.", ""}};
  article.text = "The boat left at dawn.\n\nA return ticket costs 18.40.";
  article.word_count = 10;
  article.quality = 0.5;
  return article;
}

TEST(OutputDocument, TheObjectShownIsTheObjectWritten) {
  std::ifstream in(CUTTINGS_SOURCE_DIR "/docs/output.md");
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const std::size_t begin = text.find("```json\n");
  ASSERT_NE(begin, std::string::npos);
  const std::size_t end = text.find("\n```", begin);
  EXPECT_EQ(render_json(documented_article(), JsonStyle::kPretty),
            text.substr(begin + 8, end - begin - 8));
}

}  // namespace
}  // namespace cuttings::test
