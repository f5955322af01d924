#include "extractor/render/explain.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "extractor/dom/document.h"
#include "tests/extractor/render/body.h"

namespace cuttings::test {
namespace {

Extraction sample() {
  Extraction extraction;
  extraction.article = article({paragraph("The boat left.")});
  extraction.article.url = "https://x.example/a?b=1&c=2";
  extraction.article.metadata.title = "Ferry <returns>";
  extraction.article.metadata.sources = {{"title", "json-ld"}};
  extraction.article.word_count = 3;
  extraction.blocks = {
      {"Skip to content", "body>a", false, Reason::kSkipLink, 0.02},
      {"The boat left.", "main>article>p", true, Reason::kBodyText, 0.97},
      {"<script>alert(1)</script>", "body>footer", false, Reason::kSiteFrame, 0.1}};
  extraction.block_counts = {1, 3};
  extraction.charset = "UTF-8";
  return extraction;
}

TEST(ExplainText, HasALineABlock) {
  const std::string text = explain_text(sample());
  EXPECT_NE(text.find("kept 1 of 3 blocks, 3 words"), std::string::npos) << text;
  EXPECT_NE(text.find("title           json-ld       Ferry <returns>\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("kept     body text                       0.97  main>article>p"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("dropped  skip link                       0.02"), std::string::npos) << text;
}

TEST(ExplainJson, HasEveryBlockAndTheArticle) {
  const auto object = nlohmann::json::parse(explain_json(sample(), JsonStyle::kLine));
  EXPECT_EQ(object["kept_blocks"], 1);
  EXPECT_EQ(object["dropped_blocks"], 2);
  EXPECT_EQ(object["charset"], "UTF-8");
  EXPECT_EQ(object["article"]["title"], "Ferry <returns>");
  EXPECT_EQ(object["blocks"].size(), 3u);
  EXPECT_EQ(object["blocks"][1], nlohmann::json({{"kept", true},
                                                 {"reason", "body_text"},
                                                 {"score", 0.97},
                                                 {"path", "main>article>p"},
                                                 {"text", "The boat left."}}));
}

TEST(ExplainHtml, ShowsEveryBlockEscapedAndNeedsNothingElse) {
  const std::string html = explain_html(sample());
  Result<Document> document = Document::parse(html, ParseLimits{});
  ASSERT_TRUE(document);
  std::vector<std::string> classes;
  for (std::uint32_t i = 0; i < document->size(); ++i) {
    const Node node = document->node(i);
    EXPECT_NE(node.tag_name(), "script");
    EXPECT_NE(node.tag_name(), "img");
    EXPECT_NE(node.tag_name(), "link");
    if (node.tag_name() == "li") classes.emplace_back(node.attribute("class"));
  }
  EXPECT_EQ(classes, (std::vector<std::string>{"dropped", "kept", "dropped"}));
  EXPECT_NE(html.find("&lt;script&gt;alert(1)&lt;/script&gt;"), std::string::npos);
  EXPECT_NE(html.find("prefers-color-scheme"), std::string::npos);
}

}  // namespace
}  // namespace cuttings::test
