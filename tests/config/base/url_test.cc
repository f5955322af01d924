// What Url offers beyond the standard's parts, and its bounds.

#include "config/base/url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace cuttings {
namespace {

using testing::HasSubstr;

Url parsed(std::string_view text) {
  Result<Url> url = Url::parse(text);
  EXPECT_TRUE(url) << text;
  return *url;
}

TEST(Url, EffectivePortFallsBackToTheSchemes) {
  EXPECT_EQ(parsed("http://a/").effective_port(), 80);
  EXPECT_EQ(parsed("https://a/").effective_port(), 443);
  EXPECT_EQ(parsed("https://a:8443/").effective_port(), 8443);
  EXPECT_EQ(parsed("mailto:a").effective_port(), 0);
}

TEST(Url, PathAndQueryIsWhatARequestLineShows) {
  EXPECT_EQ(parsed("http://a/b/c?d=1#e").path_and_query(), "/b/c?d=1");
  EXPECT_EQ(parsed("http://a?").path_and_query(), "/?");
  EXPECT_EQ(parsed("http://a").path_and_query(), "/");
}

TEST(Url, WithoutFragmentKeepsAnEmptyQuery) {
  EXPECT_EQ(parsed("http://a/?#x").without_fragment(), "http://a/?");
  EXPECT_EQ(parsed("http://a/#").without_fragment(), "http://a/");
}

TEST(Url, WithoutCredentialsKeepsAllElse) {
  EXPECT_EQ(parsed("http://a:b@c:8080/d?e#f").without_credentials(), "http://c:8080/d?e#f");
  EXPECT_EQ(parsed("http://a@c/").without_credentials(), "http://c/");
  EXPECT_EQ(parsed("http://:b@c/").without_credentials(), "http://c/");
  EXPECT_EQ(parsed("http://c/a:b@d").without_credentials(), "http://c/a:b@d");
  EXPECT_FALSE(parsed("http://@c/").has_credentials());
}

TEST(Url, OnlyHttpAndHttpsAreHttp) {
  EXPECT_TRUE(parsed("http://a").is_http());
  EXPECT_TRUE(parsed("HTTPS://a").is_http());
  EXPECT_FALSE(parsed("ftp://a").is_http());
  EXPECT_FALSE(parsed("file:///a").is_http());
}

TEST(Url, IllFormedUtf8IsReadAsReplacementCharacters) {
  EXPECT_EQ(parsed("http://a/\xFF").path(), "/%EF%BF%BD");
  EXPECT_FALSE(Url::parse("http://\xFF/"));
}

/// The oracle of the vectors is wrong here; https://url.spec.whatwg.org/#authority-state rules.
TEST(Url, AstralCharactersInUserNamesAreEncodedWhole) {
  EXPECT_EQ(parsed("http://\U0001F600-@h/").href(), "http://%F0%9F%98%80-@h/");
}

TEST(Url, ErrorsNameTheInputAndTheReason) {
  const Result<Url> url = Url::parse("http://a:99999/");
  ASSERT_FALSE(url);
  EXPECT_EQ(url.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(url.error().message, "cannot read \"http://a:99999/\" as a URL: port out of range");
}

TEST(Url, ErrorsAreSafeForATerminalAndShort) {
  const Result<Url> url = Url::parse("http://\x1b[31m" + std::string(10'000, 'x'));
  ASSERT_FALSE(url);
  EXPECT_THAT(url.error().message, HasSubstr("\\x1b[31m"));
  EXPECT_LT(url.error().message.size(), 400u);
}

TEST(Url, HostileSizesEndQuickly) {
  const std::string many_dots(1'000'000, '.');
  EXPECT_EQ(parsed("http://" + many_dots).host().size(), many_dots.size());
  const std::string many_parents = "http://a/" + std::string(300'000, '/') + "b/..";
  EXPECT_EQ(parsed(many_parents).path().size(), 300'001u);
  std::string long_label = "http://";
  for (int i = 0; i < 100'000; ++i) long_label += "\u00FC";
  EXPECT_FALSE(Url::parse(long_label));
  EXPECT_FALSE(Url::parse("data:" + std::string(20u << 20, 'x')));
}

TEST(Url, ResolveLeavesTheBaseAlone) {
  const Url base = parsed("https://u:p@example.org/a/b?c#d");
  const Result<Url> next = base.resolve("../e");
  ASSERT_TRUE(next);
  EXPECT_EQ(next->href(), "https://u:p@example.org/e");
  EXPECT_EQ(base.href(), "https://u:p@example.org/a/b?c#d");
}

}  // namespace
}  // namespace cuttings
