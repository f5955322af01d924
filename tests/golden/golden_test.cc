// Each golden page, extracted and held against what a person expects of it
// (tests/golden/README.md).
#include <algorithm>
#include <thread>

#include <gtest/gtest.h>

#include "config/base/text.h"
#include "tests/golden/golden_page.h"

namespace cuttings::test {
namespace {

class GoldenPages : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    page_ = read_golden_page(GetParam());
    Result<Extraction> extraction = extract(page_.input, ExtractOptions{});
    ASSERT_TRUE(extraction) << extraction.error().message;
    article_ = std::move(extraction->article);
  }

  GoldenPage page_;
  Article article_;
};

/// Lines of `a` that `b` has not.
std::vector<std::string> lines_only_in(const std::string& a, const std::string& b) {
  const auto lines_of = [](const std::string& text) {
    std::vector<std::string> lines;
    for (const std::string_view line : split(text, '\n'))
      if (!line.empty()) lines.emplace_back(line);
    return lines;
  };
  const std::vector<std::string> others = lines_of(b);
  std::vector<std::string> lines = lines_of(a);
  std::erase_if(lines, [&](const std::string& line) {
    return std::find(others.begin(), others.end(), line) != others.end();
  });
  return lines;
}

using Lines = std::vector<std::string>;

TEST_P(GoldenPages, Text) {
  const std::string expected = page_.expected.at("text");
  if (!page_.known.contains("text")) {
    EXPECT_EQ(article_.text, expected);
    return;
  }
  // What we know to get wrong is written down; more or less of it is news.
  const auto& known = page_.known.at("text");
  EXPECT_EQ(lines_only_in(expected, article_.text), known.at("missing").get<Lines>());
  EXPECT_EQ(lines_only_in(article_.text, expected), known.at("extra").get<Lines>());
}

TEST_P(GoldenPages, Markdown) {
  if (page_.known.contains("text")) GTEST_SKIP() << "the text has known errors: see known.json";
  EXPECT_EQ(golden_markdown(article_), page_.expected_markdown);
}

/// A saved file has no address, and a mirror another one: the article is the same.
TEST_P(GoldenPages, TextIsTheSameAtAnyAddress) {
  for (const char* url : {"", "http://127.0.0.1:8080/1.html"}) {
    PageInput input = page_.input;
    input.url = url;
    const auto elsewhere = extract(std::move(input), ExtractOptions{});
    ASSERT_TRUE(elsewhere);
    EXPECT_EQ(elsewhere->article.text, article_.text) << url;
  }
}

TEST_P(GoldenPages, Metadata) {
  const auto known = page_.known.value("metadata", nlohmann::ordered_json::object());
  for (const auto& [name, expected] : page_.expected.at("metadata").items()) {
    const nlohmann::json wanted = known.contains(name) ? known.at(name) : expected;
    EXPECT_EQ(metadata_field(article_, name), wanted) << name;
  }
}

TEST_P(GoldenPages, Images) {
  const auto known = page_.known.value("images", Lines());
  for (const auto& expected : page_.expected.value("images", nlohmann::ordered_json::array())) {
    const std::string url = expected.at("url");
    std::string captions = "no such image";
    for (const Image& image : article_.images) {
      if (image.url == url) captions = image.caption;
    }
    const bool is_known = std::find(known.begin(), known.end(), url) != known.end();
    EXPECT_EQ(captions == expected.at("caption").get<std::string>(), !is_known)
        << url << ": " << captions;
  }
}

std::string test_name(const testing::TestParamInfo<std::string>& slug) {
  std::string name = slug.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, GoldenPages, testing::ValuesIn(golden_slugs()), test_name);

/// The extractor has no state that threads could share: what one thread makes of the pages, eight
/// make at once.
TEST(GoldenThreads, EightAtOnceGiveTheSameArticles) {
  constexpr int kThreads = 8;
  const auto extract_all = [] {
    std::vector<Article> articles;
    for (const std::string& slug : golden_slugs())
      if (auto extraction = extract(read_golden_page(slug).input, ExtractOptions{}))
        articles.push_back(std::move(extraction->article));
    return articles;
  };
  std::vector<std::vector<Article>> results(kThreads);
  {
    std::vector<std::thread> threads;
    for (auto& result : results) threads.emplace_back([&] { result = extract_all(); });
    for (std::thread& thread : threads) thread.join();
  }
  const std::vector<Article> expected = extract_all();
  EXPECT_GT(expected.size(), 20u);
  for (const auto& result : results) EXPECT_EQ(result, expected);
}

}  // namespace
}  // namespace cuttings::test
