// Each golden page, extracted and held against what a person expects of it
// (tests/golden/README.md).
#include <algorithm>

#include <gtest/gtest.h>

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

TEST_P(GoldenPages, Text) { EXPECT_EQ(article_.text, page_.expected.at("text")); }

TEST_P(GoldenPages, Markdown) { EXPECT_EQ(golden_markdown(article_), page_.expected_markdown); }

TEST_P(GoldenPages, Metadata) {
  for (const auto& [name, expected] : page_.expected.at("metadata").items()) {
    EXPECT_EQ(metadata_field(article_, name), nlohmann::json(expected)) << name;
  }
}

TEST_P(GoldenPages, Images) {
  for (const auto& expected : page_.expected.value("images", nlohmann::ordered_json::array())) {
    const std::string url = expected.at("url");
    std::string captions = "no such image";
    for (const Image& image : article_.images) {
      if (image.url == url) captions = image.caption;
    }
    EXPECT_EQ(captions, expected.at("caption")) << url;
  }
}

std::string test_name(const testing::TestParamInfo<std::string>& slug) {
  std::string name = slug.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, GoldenPages, testing::ValuesIn(golden_slugs()), test_name);

}  // namespace
}  // namespace cuttings::test
