#include "config/base/canonical_url.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "config/base/tracking_parameters.h"

namespace cuttings {
namespace {

struct CanonicalCase {
  std::string url, canonical;
};

void expect_canonical(const std::vector<CanonicalCase>& cases) {
  for (const CanonicalCase& c : cases) {
    const Url canonical = canonical_url(*Url::parse(c.url));
    EXPECT_EQ(canonical.href(), c.canonical) << c.url;
    EXPECT_EQ(canonical_url(canonical), canonical) << c.url;
  }
}

TEST(CanonicalUrl, DropsWhatNamesNoPage) {
  expect_canonical({
      {"HTTP://Example.ORG:80", "http://example.org/"},
      {"https://example.org/a#part", "https://example.org/a"},
      {"https://example.org/a#!/b", "https://example.org/a"},
      {"https://example.org/a#:~:text=x", "https://example.org/a"},
      {"https://u:p@example.org/", "https://example.org/"},
      {"https://example.org./a", "https://example.org/a"},
      {"https://example.org/a?", "https://example.org/a"},
      {"https://example.org/a?#", "https://example.org/a"},
      {"https://example.org/a?utm_source=x", "https://example.org/a"},
      {"https://example.org/a?id=1&utm_source=x&UTM_Medium=y&b=2",
       "https://example.org/a?id=1&b=2"},
      {"https://example.org/a?fbclid=x&id=1", "https://example.org/a?id=1"},
      {"https://example.org/a?id=1&gclid", "https://example.org/a?id=1"},
      {"https://example.org/a?%75tm_source=x", "https://example.org/a"},
  });
}

TEST(CanonicalUrl, NormalisesPercentEncoding) {
  expect_canonical({
      {"https://example.org/%7euser/%41%2d%5f", "https://example.org/~user/A-_"},
      {"https://example.org/a%2fb%c3%a9", "https://example.org/a%2Fb%C3%A9"},
      {"https://example.org/?a=%26%3d%62", "https://example.org/?a=%26%3Db"},
      {"https://example.org/%25%34%31", "https://example.org/%2541"},
      // A stray "%" must not become an escape.
      {"https://example.org/%%34%31", "https://example.org/%%341"},
      {"https://example.org/%4%31", "https://example.org/%4%31"},
      {"https://example.org/%zz%31", "https://example.org/%zz1"},
      {"https://example.org/100%", "https://example.org/100%"},
  });
}

TEST(CanonicalUrl, LeavesWhatMayChooseAPage) {
  const std::vector<std::string> untouched = {
      "http://www.example.org/",
      "https://example.org/A/index.html",
      "https://example.org/a//b/",
      "https://example.org/?b=2&a=1&b=2",
      "https://example.org/?a=x+y%20z",
      "https://example.org/?ref=home&source=rss&id=7&cid=8",
      "https://example.org/a;jsessionid=1",
      "https://example.org/?&a=1&&b",
      "https://example.org:8443/",
      "https://example.org../",
      "mailto:a@b?utm_source=x#y",
      "ftp://u:p@example.org/a#b",
  };
  for (const std::string& url : untouched) expect_canonical({{url, url}});
}

TEST(TrackingParameters, AreKnownByNameOrPrefix) {
  for (const char* name : {"utm_source", "UTM_ID", "utm_", "mtm_x", "fbclid", "GCLID", "mc_eid"})
    EXPECT_TRUE(is_tracking_parameter(name)) << name;
  for (const char* name : {"", "utm", "id", "ref", "gclid2", "page", "u"})
    EXPECT_FALSE(is_tracking_parameter(name)) << name;
}

}  // namespace
}  // namespace cuttings
