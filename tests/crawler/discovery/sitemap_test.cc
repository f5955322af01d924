#include "crawler/discovery/sitemap.h"

#include <gtest/gtest.h>

#include "storage/warc/gzip.h"

namespace cuttings::test {
namespace {

const Url kBase = *Url::parse("https://www.example.org/sitemap.xml");

TEST(Sitemap, NewsAndForeignEntries) {
  const std::string xml = R"(<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
   xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
   xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><image:image>
   <image:loc>https://www.example.org/a.jpg</image:loc></image:image>
   <loc> https://m.example.org/1 </loc><lastmod>2026-02-03</lastmod><news:news><news:publication>
   <news:language>en</news:language></news:publication><news:title>One</news:title>
   <news:publication_date>2026-02-03T08:10:00Z</news:publication_date></news:news></url>
   <url><loc>https://elsewhere.test/2</loc></url><url><loc>mailto:x</loc></url></urlset>)";
  for (const std::string& bytes : {xml, gzip_member(xml)}) {
    const Sitemap map = parse_sitemap(bytes, kBase, kBase);
    EXPECT_EQ(map.end, ReadEnd::kComplete);
    EXPECT_EQ(map.format, SitemapFormat::kUrlSet);
    ASSERT_EQ(map.entries.size(), 1u);
    EXPECT_EQ(map.entries[0].url, "https://m.example.org/1");
    EXPECT_EQ(map.entries[0].title, "One");
    EXPECT_EQ(map.entries[0].language, "en");
    EXPECT_TRUE(map.entries[0].is_news);
    EXPECT_EQ(map.entries[0].published, WallTime(std::chrono::seconds(1770106200)));
    EXPECT_EQ(map.foreign, 1u);
    EXPECT_EQ(map.invalid, 1u);
  }
}

TEST(Sitemap, IndexTextAndCaps) {
  const Sitemap index = parse_sitemap(
      "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>", kBase, kBase);
  EXPECT_EQ(index.format, SitemapFormat::kIndex);
  ASSERT_EQ(index.entries.size(), 1u);
  SitemapLimits limits;
  limits.max_entries = 2;
  const Sitemap text = parse_sitemap(
      "https://example.org/1\r\n\nhttps://example.org/2\nhttps://"
      "example.org/3\n",
      kBase, kBase, {}, limits);
  EXPECT_EQ(text.format, SitemapFormat::kText);
  EXPECT_EQ(text.entries.size(), 2u);
  EXPECT_EQ(text.end, ReadEnd::kTooManyEntries);
}

TEST(Sitemap, GzipBombAndCutGzip) {
  SitemapLimits limits;
  limits.max_bytes = 1 << 20;
  const std::string bomb = gzip_member("<urlset>" + std::string(8 << 20, ' '));
  EXPECT_EQ(parse_sitemap(bomb, kBase, kBase, {}, limits).end, ReadEnd::kTooManyBytes);
  std::string whole = gzip_member("<urlset><url><loc>/1</loc></url></urlset>");
  whole.resize(whole.size() - 9);
  EXPECT_EQ(parse_sitemap(whole, kBase, kBase).end, ReadEnd::kTruncated);
}

}  // namespace
}  // namespace cuttings::test
