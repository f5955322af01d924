#include "crawler/fetch_capture.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

std::string identity_of(const std::string& url, const std::string& canonical, bool is_amp = false) {
  Capture capture;
  capture.fetch.url = capture.fetch.final_url = url;
  Extraction extraction;
  extraction.article.metadata.canonical_url = canonical;
  extraction.is_amp = is_amp;
  put_article(capture, std::move(extraction));
  return capture.identity;
}

TEST(FetchCapture, AnArticleIsKnownByTheAddressItsOwnSiteNames) {
  EXPECT_EQ(identity_of("https://example.org/a?utm_source=x", ""), "https://example.org/a");
  EXPECT_EQ(identity_of("https://m.example.org/a", "https://www.example.org/a"),
            "https://www.example.org/a");
  EXPECT_EQ(identity_of("https://amp.example.org/a", "https://www.example.org/a", true),
            "https://www.example.org/a");
  EXPECT_EQ(identity_of("https://example.org/a/amp", "", true), "https://example.org/a");
}

TEST(FetchCapture, AnotherSiteOrTheFrontPageIsNotBelieved) {
  EXPECT_EQ(identity_of("https://evil.example/a", "https://news.example.org/a"),
            "https://evil.example/a");
  EXPECT_EQ(identity_of("https://lazy.example/a", "https://lazy.example/"),
            "https://lazy.example/a");
}

}  // namespace
}  // namespace cuttings
