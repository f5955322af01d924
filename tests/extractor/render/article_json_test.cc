// Read back by nlohmann-json.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "extractor/render/article_json.h"
#include "tests/extractor/render/body.h"

namespace cuttings::test {
namespace {

using nlohmann::json;

// The members of product.md, "An article as JSON", in its order.
const std::vector<std::string> kMembers = {"url",
                                           "canonical_url",
                                           "title",
                                           "authors",
                                           "agencies",
                                           "date_published",
                                           "date_modified",
                                           "dateline",
                                           "corrections",
                                           "sitename",
                                           "language",
                                           "description",
                                           "section",
                                           "tags",
                                           "license",
                                           "image",
                                           "images",
                                           "text",
                                           "word_count",
                                           "content_hash",
                                           "fingerprint",
                                           "pagetype",
                                           "verdict",
                                           "quality",
                                           "is_accessible_for_free",
                                           "metadata_sources"};

std::vector<std::string> names_of(const std::string& text) {
  std::vector<std::string> names;
  const nlohmann::ordered_json object = nlohmann::ordered_json::parse(text);
  for (const auto& member : object.items()) names.push_back(member.key());
  return names;
}

TEST(ArticleJson, HasExactlyTheMembersWhateverIsKnown) {
  EXPECT_EQ(names_of(render_json(Article{}, JsonStyle::kLine)), kMembers);
  EXPECT_EQ(names_of(render_json(Article{}, JsonStyle::kPretty)), kMembers);
}

TEST(ArticleJson, UnknownIsNullAndListsAreLists) {
  const json object = json::parse(render_json(Article{}, JsonStyle::kLine));
  for (const char* name : {"url", "title", "date_published", "language", "image", "pagetype",
                           "is_accessible_for_free", "content_hash"}) {
    EXPECT_TRUE(object[name].is_null()) << name;
  }
  for (const char* name : {"authors", "agencies", "corrections", "tags", "images"}) {
    EXPECT_TRUE(object[name].is_array()) << name;
  }
  EXPECT_EQ(object["text"], "");
  EXPECT_EQ(object["word_count"], 0);
  EXPECT_TRUE(object["metadata_sources"].is_object());
}

TEST(ArticleJson, ValuesComeBack) {
  Article page = article({paragraph("a & \"b\"\n")}, {{"https://x.example/i", "", "cap", ""}});
  page.text = "quote \" backslash \\ line\nbell \x07 nul-free ünï 🙂 \u2028";
  page.metadata.authors = {"Ann Lee"};
  page.metadata.sources = {{"title", "json-ld"}};
  page.metadata.is_accessible_for_free = true;
  page.quality = 0.25;
  const std::vector<BlockReport> blocks = {};
  const json object =
      json::parse(render_json(page, JsonStyle::kPretty, {true, true, &blocks, "page-1"}));
  EXPECT_EQ(object["id"], "page-1");
  EXPECT_EQ(object["text"], page.text);
  EXPECT_EQ(object["authors"], json({"Ann Lee"}));
  EXPECT_EQ(object["images"], json::parse(R"([{"url": "https://x.example/i", "alt": null,
                                               "caption": "cap", "credit": null}])"));
  EXPECT_EQ(object["quality"], 0.25);
  EXPECT_EQ(object["is_accessible_for_free"], true);
  EXPECT_EQ(object["metadata_sources"], json({{"title", "json-ld"}}));
  EXPECT_EQ(object["markdown"], "a & \"b\"\n");
  EXPECT_EQ(object["html"], "<p>a &amp; &quot;b&quot;</p>\n");
  EXPECT_EQ(object["blocks"], json::array());
}

TEST(ArticleJson, ALineIsALineAndBadBytesAreReplaced) {
  Article page;
  page.text = "one\ntwo\r\x1b[31m \xff";
  const std::string line = render_json(page, JsonStyle::kLine);
  for (const char c : line) EXPECT_GE(static_cast<unsigned char>(c), 0x20);
  EXPECT_EQ(json::parse(line)["text"], "one\ntwo\r\x1b[31m \ufffd");
}

TEST(JsonWriter, PrettyIsIndentedByTwo) {
  JsonWriter writer(JsonStyle::kPretty);
  writer.begin_object();
  writer.key("a");
  writer.begin_array();
  writer.number(std::size_t{1});
  writer.null();
  writer.end_array();
  writer.key("b");
  writer.begin_object();
  writer.end_object();
  writer.end_object();
  EXPECT_EQ(writer.take(), "{\n  \"a\": [\n    1,\n    null\n  ],\n  \"b\": {}\n}");
}

TEST(JsonWriter, NumbersAreNumbers) {
  JsonWriter writer(JsonStyle::kLine);
  writer.begin_array();
  writer.number(0.1);
  writer.number(1e300 * 1e300);
  writer.boolean(false);
  writer.end_array();
  EXPECT_EQ(writer.take(), "[0.1,null,false]");
}

}  // namespace
}  // namespace cuttings::test
