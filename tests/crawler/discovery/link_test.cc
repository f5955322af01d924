#include <gtest/gtest.h>

#include "crawler/discovery/article_identity.h"
#include "crawler/discovery/article_links.h"
#include "crawler/discovery/glob.h"
#include "crawler/discovery/import_sources.h"
#include "crawler/discovery/link_scope.h"
#include "crawler/discovery/source_rhythm.h"

namespace cuttings::test {
namespace {

TEST(Glob, Table) {
  EXPECT_TRUE(glob_matches("/20*/**", "/2026/02/ferry"));
  EXPECT_FALSE(glob_matches("/20*/**", "/1999/02/ferry"));
  EXPECT_FALSE(glob_matches("/a/*", "/a/b/c"));
  EXPECT_TRUE(glob_matches("sport/*", "/en/sport/x"));
  EXPECT_TRUE(glob_matches("/?b", "/ab"));
  EXPECT_FALSE(glob_matches(std::string(2000, '*') + "x", std::string(2000, 'a')));
}

TEST(LinkScope, EachRefusalHasItsReason) {
  LinkScopeOptions options;
  options.exclude = {"/private/**"};
  const LinkScope scope(*Url::parse("https://www.example.org/"), options);
  const std::pair<const char*, LinkRefusal> cases[] = {
      {"https://m.example.org/2026/ferry", LinkRefusal::kNone},
      {"mailto:x@example.org", LinkRefusal::kNotHttp},
      {"https://example.com/", LinkRefusal::kOtherSite},
      {"https://www.example.org/private/a", LinkRefusal::kExcluded},
      {"https://www.example.org/a/b/a/a", LinkRefusal::kRepeatedSegments},
      {"https://www.example.org/a.jpg", LinkRefusal::kFileType},
      {"https://www.example.org/login", LinkRefusal::kNotAPage},
      {"https://www.example.org/a;jsessionid=1F", LinkRefusal::kSessionId},
      {"https://www.example.org/calendar/2031/02", LinkRefusal::kCalendar},
      {"https://www.example.org/?month=2031-02", LinkRefusal::kCalendar},
      {"https://www.example.org/shop?sort=price", LinkRefusal::kFacets},
  };
  for (const auto& [url, refusal] : cases)
    EXPECT_EQ(scope.judge(*Url::parse(url), 1), refusal) << url;
  EXPECT_EQ(scope.judge(*Url::parse("https://www.example.org/a"), 9), LinkRefusal::kTooDeep);
}

TEST(LinkScope, ASessionIdGoesAndTheRestOfTheAddressStays) {
  const std::pair<const char*, const char*> cases[] = {
      {"https://a.example/n/ferry;jsessionid=1F2A.node1?id=3&x",
       "https://a.example/n/ferry?id=3&x"},
      {"https://a.example/;JSESSIONID=1F", "https://a.example/"},
      {"https://a.example/n;v=2;jsessionid=1;w=3;jsessionid=2/b", "https://a.example/n;v=2;w=3/b"},
      {"https://a.example/app/(S(lit3py55t21z5v55vlm25s55))/n.aspx",
       "https://a.example/app/n.aspx"},
      {"https://a.example/(S(x))/n/", "https://a.example/n/"},
      {"https://a.example/(S(x))", "https://a.example/"},
      {"https://a.example:81/t.php?PHPSESSID=ab12&t=5", "https://a.example:81/t.php?t=5"},
      {"https://a.example/t?t=5&sid=0123456789abcdef0123", "https://a.example/t?t=5"},
      {"https://a.example/t?sid=7&t=5", "https://a.example/t?sid=7&t=5"},
      {"https://a.example/a//b?&&t=5", "https://a.example/a//b?&&t=5"},
      {"mailto:a;jsessionid=1", "mailto:a;jsessionid=1"}};
  for (const auto& [url, bare] : cases)
    EXPECT_EQ(without_session_id(*Url::parse(url)).href(), bare) << url;
}

TEST(ArticleIdentity, BelievesTheSiteAboutItselfOnly) {
  const auto key = [](std::string canonical,
                      std::string url = "https://a.example/news/big-ferry-story-now") {
    return identify_article({url, url, canonical, "", false});
  };
  EXPECT_EQ(key("https://www.a.example/1?utm_source=x").key, "https://www.a.example/1");
  EXPECT_EQ(key("https://b.example/1").key, "https://a.example/news/big-ferry-story-now");
  EXPECT_NE(key("https://b.example/1").refused, "");
  EXPECT_EQ(key("/").key, "https://a.example/news/big-ferry-story-now");
  EXPECT_EQ(key("/news").key, "https://a.example/news/big-ferry-story-now");
  const ArticleIdentity amp = identify_article({"", "https://a.example/s/amp", "", "", true});
  EXPECT_EQ(amp.key, "https://a.example/s");
  EXPECT_EQ(amp.evidence, IdentityEvidence::kAmpOfUrl);
}

TEST(SourceRhythm, FollowsAndNoticesSilence) {
  SourceRhythm rhythm;
  WallTime now(std::chrono::seconds(1'770'000'000));
  const WallTime start = now;
  int polls = 0;
  std::int64_t told = 0;  // one new entry every two hours for ten days
  while (now < start + std::chrono::hours(240)) {
    const std::int64_t there = (now - start) / std::chrono::hours(2) + 1;
    rhythm.record({now, static_cast<int>(there - told), false, {}, 0});
    EXPECT_FALSE(rhythm.is_silent(now));
    told = there, ++polls;
    ASSERT_GT(rhythm.next_due(), now);
    now = rhythm.next_due();
  }
  EXPECT_LT(polls, 120 * 4);
  EXPECT_LT(rhythm.interval(), std::chrono::hours(3));
  for (const WallTime end = now + std::chrono::hours(72); now < end; now = rhythm.next_due()) {
    rhythm.record({now, 0, false, {}, 0});
  }
  EXPECT_TRUE(rhythm.is_silent(now));
}

TEST(Import, EachKind) {
  const ImportedList opml = import_urls(
      "<opml><body><outline text='F'><outline text='A &amp; B' "
      "xmlUrl='https://a.example/rss'/></outline></body></opml>");
  ASSERT_EQ(opml.urls.size(), 1u);
  EXPECT_EQ(opml.urls[0], (ImportedUrl{"https://a.example/rss", "A & B", ImportKind::kFeed}));
  EXPECT_EQ(import_urls("# x\nhttps://a.example/\nnonsense\n").bad_lines, std::vector<int>{3});
  const ImportedList csv = import_urls("title,url\n\"A, \"\"B\"\"\",https://a.example/1\n");
  ASSERT_EQ(csv.urls.size(), 1u);
  EXPECT_EQ(csv.urls[0].title, "A, \"B\"");
  EXPECT_EQ(import_urls("{\"url\":\"https://a.example/\"}\n{bad\n").urls.size(), 1u);
  const ImportedList marks = import_urls(
      "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF="
      "\"https://a.example/\">Home</A><DT><A HREF=\"place:x\">P</A></DL>");
  ASSERT_EQ(marks.urls.size(), 1u);
  EXPECT_EQ(marks.urls[0].title, "Home");
  const ImportedList chrome = import_urls(
      R"({"bar":{"children":[{"name":"Home","url":"https://a.example/"}],"url":"chrome://x"}})");
  ASSERT_EQ(chrome.urls.size(), 1u);
  EXPECT_EQ(chrome.urls[0], (ImportedUrl{"https://a.example/", "Home", ImportKind::kPage}));
  EXPECT_EQ(import_urls("https://a.example/ the first\n").urls[0].title, "the first");
  const std::string deep = std::string(2000, '[') + std::string(2000, ']');
  EXPECT_EQ(import_urls(deep).end, ReadEnd::kTooDeep);
}

}  // namespace
}  // namespace cuttings::test
