#include "crawler/discovery/feed.h"

#include <gtest/gtest.h>

namespace cuttings::test {
namespace {

Feed read(std::string_view bytes, FeedHeaders headers = {}, FeedLimits limits = {}) {
  return parse_feed(bytes, *Url::parse("https://news.example.org/feeds/all"), headers, limits);
}

TEST(Feed, RssEntriesAndHints) {
  const Feed feed = read(R"(  junk<?xml version="1.0"?><rss version="2.0"
   xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>Harbour &amp; Sea</title>
   <ttl>45</ttl><skipHours><hour>2</hour><hour>24</hour></skipHours>
   <image><title>Logo</title><link>/logo</link></image><link>/</link>
   <atom:link rel="hub" href="https://hub.example.net/"/><atom:link rel="self" href="/feeds/all"/>
   <item><title><![CDATA[Ferry &amp; fog]]></title><link>/2026/ferry?a=1&b=2</link>
   <guid isPermaLink="false">17</guid><pubDate>Tue, 03 Feb 2026 08:10:00 +0100</pubDate>
   <content:encoded>Long text</content:encoded></item>
   <item><title>Caf&eacute;&nbsp;open</title><guid>https://news.example.org/cafe</guid></item>
   <item><title>Nowhere</title><guid isPermaLink="false">https://news.example.org/x</guid></item>
   </channel></rss>)");
  EXPECT_EQ(feed.format, FeedFormat::kRss);
  EXPECT_EQ(feed.end, ReadEnd::kComplete);
  EXPECT_EQ(feed.title, "Harbour & Sea");
  EXPECT_EQ(feed.home_url, "https://news.example.org/");
  EXPECT_EQ(feed.ttl, std::chrono::minutes(45));
  EXPECT_EQ(feed.skip_hours, 1u << 2 | 1u << 0);
  EXPECT_EQ(feed.hubs, std::vector<std::string>{"https://hub.example.net/"});
  EXPECT_EQ(feed.self_url, "https://news.example.org/feeds/all");
  EXPECT_EQ(feed.entries_without_url, 1u);
  ASSERT_EQ(feed.entries.size(), 2u);
  EXPECT_EQ(feed.entries[0].url, "https://news.example.org/2026/ferry?a=1&b=2");
  EXPECT_EQ(feed.entries[0].title, "Ferry & fog");
  EXPECT_TRUE(feed.entries[0].has_content);
  EXPECT_EQ(feed.entries[0].published, WallTime(std::chrono::seconds(1770102600)));  // date -u
  EXPECT_EQ(feed.entries[1].url, "https://news.example.org/cafe");
  EXPECT_EQ(feed.entries[1].title, "Café open");
}

TEST(Feed, AtomLinksAndBases) {
  const Feed feed = read(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/a/">
   <title>T</title><link href="home"/><entry xml:base="b/"><title
   type="html">&lt;b&gt;Hi&lt;/b&gt;</title>
   <source><title>Other</title></source><link rel="enclosure" href="x.mp3"/><link href="one"/>
   <id>tag:1</id><updated>2026-02-03T08:10:00Z</updated><content>c</content></entry></feed>)");
  EXPECT_EQ(feed.format, FeedFormat::kAtom);
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_EQ(feed.entries[0].url, "https://news.example.org/a/b/one");
  EXPECT_EQ(feed.entries[0].title, "Hi");
  EXPECT_EQ(feed.entries[0].id, "tag:1");
  EXPECT_EQ(feed.home_url, "https://news.example.org/a/home");
  EXPECT_EQ(feed.entries[0].updated, WallTime(std::chrono::seconds(1770106200)));
}

TEST(Feed, RdfAndFeedburner) {
  const Feed feed = read(R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
   xmlns="http://purl.org/rss/1.0/"><channel><title>R</title></channel><item rdf:about="urn:1">
   <link>https://proxy.example/1</link>
   <feedburner:origLink>https://news.example.org/1</feedburner:origLink>
   <dc:date>2026-02-03</dc:date></item></rdf:RDF>)");
  EXPECT_EQ(feed.format, FeedFormat::kRdf);
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_EQ(feed.entries[0].url, "https://news.example.org/1");
  EXPECT_EQ(feed.entries[0].id, "urn:1");
}

// The namespace FeedBurner's feeds declare; the test before has the bare prefix.
TEST(Feed, FeedburnerByItsNamespace) {
  const Feed feed =
      read(R"(<rss xmlns:b="http://rssnamespace.org/feedburner/ext/1.0"><channel><item>
   <link>https://proxy.example/1</link><b:origLink>https://news.example.org/1</b:origLink>
   </item></channel></rss>)");
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_EQ(feed.entries[0].url, "https://news.example.org/1");
}

// RFC 4287, section 4.2.7.2.
TEST(Feed, ARelationOfAtomMayBeWrittenAsItsAddress) {
  const Feed feed = read(R"(<feed xmlns="http://www.w3.org/2005/Atom"><entry>
   <link rel="http://www.iana.org/assignments/relation/self" href="/feeds/1"/>
   <link rel="http://www.iana.org/assignments/relation/alternate" href="/1"/></entry></feed>)");
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_EQ(feed.entries[0].url, "https://news.example.org/1");
}

TEST(Feed, WhatAServerPrintsBeforeADocumentIsLeftOut) {
  const std::string printed =
      "<br />\n<b>Warning</b>: strlen() in <b>/www/x.php</b> line 3<br />\n";
  for (const std::string& begin : {std::string("<?xml version='1.0'?>\n"), std::string()}) {
    const Feed feed =
        read(printed + begin +
             "<rss><channel><item><link>https://a.example/1</link></item></channel></rss>");
    ASSERT_EQ(feed.entries.size(), 1u) << begin;
    EXPECT_EQ(feed.entries[0].url, "https://a.example/1");
  }
  EXPECT_EQ(read("<html><body>" + printed + "</body></html>").end, ReadEnd::kUnknownFormat);
  EXPECT_EQ(read("<!DOCTYPE r [<!ENTITY a 'x'>]>" + printed + "<rss><channel/></rss>").end,
            ReadEnd::kHasDoctype);
}

TEST(Feed, JsonFeed) {
  const Feed feed = read(R"({"version":"https://jsonfeed.org/version/1.1","title":"J",
   "hubs":[{"type":"WebSub","url":"https://hub.example/"}],"items":[{"id":7,"url":"/j",
   "title":"A <b>","date_published":"2026-02-03T08:10:00Z","content_text":"x"},{"id":"no"}]})");
  EXPECT_EQ(feed.format, FeedFormat::kJson);
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_EQ(feed.entries[0].id, "7");
  EXPECT_EQ(feed.entries[0].title, "A <b>");
  EXPECT_EQ(feed.hubs.size(), 1u);
  EXPECT_EQ(feed.entries_without_url, 1u);
}

TEST(Feed, WhatIsBrokenKeepsWhatCameBefore) {
  const std::string one = "<rss><channel><item><link>https://a.example/1</link></item>";
  const Feed cut = read(one + "<item><title>Half");
  EXPECT_EQ(cut.end, ReadEnd::kTruncated);
  EXPECT_EQ(cut.entries.size(), 1u);
  const Feed unclosed = read(
      "<rss><channel><item><title>A<link>x</link></item>"
      "<item><link>https://a.example/2</link></item></channel></rss>");
  ASSERT_FALSE(unclosed.entries.empty());
  EXPECT_EQ(unclosed.entries.back().url, "https://a.example/2");
  const Feed stray = read(
      "<rss><channel><item><title>1 < 2 \x01 & 3</title>"
      "<link>https://a.example/3</link></item></channel></rss>");
  ASSERT_EQ(stray.entries.size(), 1u);
  EXPECT_EQ(stray.entries[0].title, "1 < 2 & 3");
}

TEST(Feed, EncodingsThatLie) {
  const Feed latin = read(
      "<?xml version='1.0' encoding='utf-8'?><rss><channel><title>Caf\xe9 au lait,"
      " d\xe9j\xe0 vu</title></channel></rss>");
  EXPECT_EQ(latin.title, "Café au lait, déjà vu");
  const Feed utf8 = read(
      "<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>Café"
      "</title></channel></rss>");
  EXPECT_EQ(utf8.title, "Café");
}

TEST(Feed, RefusesWhatExpandsOrNests) {
  const Feed bomb =
      read("<!DOCTYPE r [<!ENTITY a 'x'>]><rss><channel><title>&a;</title></channel></rss>");
  EXPECT_EQ(bomb.end, ReadEnd::kHasDoctype);
  EXPECT_TRUE(bomb.title.empty());
  std::string deep = "<rss><channel><item><link>https://a.example/1</link></item>";
  for (int i = 0; i < 100'000; ++i) deep += "<x>";
  EXPECT_EQ(read(deep).end, ReadEnd::kTooDeep);
  EXPECT_EQ(read(deep).entries.size(), 1u);
  EXPECT_EQ(read("<html><body>no feed</body></html>").end, ReadEnd::kUnknownFormat);
  EXPECT_EQ(read("").end, ReadEnd::kUnknownFormat);
  FeedLimits limits;
  limits.max_entries = 1;
  const Feed two = read(
      "<rss><channel><item><link>/1</link></item><item><link>/2</link></item>"
      "</channel></rss>",
      {}, limits);
  EXPECT_EQ(two.end, ReadEnd::kTooManyEntries);
  EXPECT_EQ(two.entries.size(), 1u);
}

}  // namespace
}  // namespace cuttings::test
