#include "crawler/page_directives.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

using Metas = std::vector<std::pair<std::string, std::string>>;

PageDirectives read(const Metas& headers, const Metas& metas = {}) {
  FetchResult fetched;
  fetched.headers = headers;
  return read_directives(fetched, metas, "cuttings");
}

TEST(PageDirectives, HeaderAndMetaSayTheSame) {
  EXPECT_TRUE(read({{"x-robots-tag", "noindex, NoArchive"}}).noarchive);
  EXPECT_TRUE(read({}, {{"robots", "noindex,nofollow"}}).nofollow);
  const PageDirectives none = read({{"x-robots-tag", "none"}});
  EXPECT_TRUE(none.noindex && none.nofollow);
  EXPECT_FALSE(none.noarchive);
}

TEST(PageDirectives, OnlyLinesForAllAndForUsCount) {
  EXPECT_FALSE(read({{"x-robots-tag", "otherbot: noindex, nofollow"}}).noindex);
  EXPECT_TRUE(read({{"x-robots-tag", "Cuttings: noindex"}}).noindex);
  EXPECT_TRUE(read({{"x-robots-tag", "otherbot: all"}, {"x-robots-tag", "noindex"}}).noindex);
  EXPECT_TRUE(read({{"x-robots-tag", "max-snippet:20, noindex"}}).noindex) << "no crawler's name";
}

TEST(PageDirectives, AllThatWasSaidIsRecorded) {
  const PageDirectives said = read(
      {{"tdm-reservation", "1"}, {"content-signal", "search=yes, ai-train=no"}, {"server", "x"}},
      {{"robots", "index"}});
  EXPECT_EQ(said.text,
            "tdm-reservation: 1; content-signal: search=yes, ai-train=no; meta robots: index");
  EXPECT_FALSE(said.noindex);
}

TEST(PageDirectives, AFloodOfHeadersIsBounded) {
  Metas flood(5000, {"x-robots-tag", std::string(2000, 'x')});
  EXPECT_LT(read(flood).text.size(), 2000u);
}

}  // namespace
}  // namespace cuttings
