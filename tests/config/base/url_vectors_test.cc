// Every vector of tests/config/data/url_vectors.json, which make_url_vectors.mjs makes with npm's
// whatwg-url.

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "config/base/url.h"

namespace cuttings {
namespace {

using nlohmann::json;

json load_vectors() {
  std::ifstream file(CUTTINGS_SOURCE_DIR "/tests/config/data/url_vectors.json");
  return json::parse(file);
}

Result<Url> parse_vector(const json& vector) {
  const std::string input = vector.at("input");
  if (!vector.contains("base")) return Url::parse(input);
  const Result<Url> base = Url::parse(vector.at("base").get<std::string>());
  EXPECT_TRUE(base) << vector.at("base");
  return base->resolve(input);
}

/// The parts of `url` under the oracle's names; empty ones are left out.
json parts_of(const Url& url) {
  json parts = json::object();
  const auto put = [&](const char* name, std::string_view mark, std::string_view text) {
    if (!text.empty()) parts[name] = std::string(mark) + std::string(text);
  };
  put("href", "", url.href());
  put("origin", "", url.origin());
  put("username", "", url.username());
  put("password", "", url.password());
  put("hostname", "", url.host());
  put("pathname", "", url.path());
  put("search", "?", url.query());
  put("hash", "#", url.fragment());
  parts["protocol"] = std::string(url.scheme()) + ":";
  if (url.port()) parts["port"] = std::to_string(*url.port());
  return parts;
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
