// Every vector of tests/config/data/url_vectors.json, which make_url_vectors.mjs makes with npm's
// whatwg-url.

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/config/base/url_vector.h"

namespace cuttings {
namespace {

using nlohmann::json;

json load_vectors() {
  std::ifstream file(CUTTINGS_SOURCE_DIR "/tests/config/data/url_vectors.json");
  return json::parse(file);
}

TEST(UrlVectors, AgreeWithTheReferenceImplementation) {
  const json vectors = load_vectors();
  ASSERT_GT(vectors.size(), 1500u);
  for (const json& vector : vectors) {
    const Result<Url> url = parse_vector(vector);
    if (vector.contains("failure")) {
      EXPECT_FALSE(url) << vector << "\n  gave " << url->href();
      continue;
    }
    if (!url) {
      ADD_FAILURE() << vector << "\n  " << url.error().message;
      continue;
    }
    json expected = vector;
    expected.erase("input"), expected.erase("base");
    EXPECT_EQ(parts_of(*url), expected) << vector.at("input");
  }
}

TEST(UrlVectors, ParseAgainToThemselves) {
  for (const json& vector : load_vectors()) {
    if (vector.contains("failure")) continue;
    const std::string href = vector.at("href");
    const Result<Url> again = Url::parse(href);
    ASSERT_TRUE(again) << href << " " << again.error().message;
    EXPECT_EQ(again->href(), href);
  }
}

}  // namespace
}  // namespace cuttings
