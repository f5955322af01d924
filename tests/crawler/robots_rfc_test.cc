// RobotsRules against RFC 9309, section by section. What the RFC leaves open or does not know is in
// robots_choice_test.cc.

#include <gtest/gtest.h>

#include "crawler/robots.h"

namespace cuttings {
namespace {

bool allows(std::string_view robots, std::string_view path, std::string_view token = "cuttings") {
  return RobotsRules::parse(robots, token).allows_path(path).is_allowed;
}

/// One rule for everybody.
bool matches(const std::string& pattern, std::string_view path) {
  return !allows("User-agent: *\nDisallow: " + pattern + "\n", path);
}

// 2.2.1 The User-Agent Line

TEST(RobotsRfc2_2_1, NamesOfLinesAndCrawlersAreCaseInsensitive) {
  EXPECT_FALSE(allows("USER-AGENT: CuTtInGs\nDISALLOW: /x\n", "/x"));
  EXPECT_FALSE(allows("user-agent: cuttings\ndisallow: /x\n", "/x", "CUTTINGS"));
}

TEST(RobotsRfc2_2_1, TheProductTokenIsMatchedWithoutItsVersion) {
  EXPECT_FALSE(allows("User-agent: cuttings/2.1\nDisallow: /x\n", "/x"));
  EXPECT_FALSE(allows("User-agent: cuttings\nDisallow: /x\n", "/x", "cuttings/0.1 (+https://e.x)"));
  EXPECT_TRUE(allows("User-agent: cuttingsbot\nDisallow: /x\n", "/x"));
  EXPECT_TRUE(allows("User-agent: cutting\nDisallow: /x\n", "/x"));
}

TEST(RobotsRfc2_2_1, GroupsOfTheSameCrawlerAreOne) {
  const char* const robots =
      "User-agent: cuttings\nDisallow: /a\n\n"
      "User-agent: other\nDisallow: /b\n\n"
      "User-agent: cuttings\nDisallow: /c\n";
  EXPECT_FALSE(allows(robots, "/a"));
  EXPECT_TRUE(allows(robots, "/b"));
  EXPECT_FALSE(allows(robots, "/c"));
}

TEST(RobotsRfc2_2_1, ANamedGroupKeepsOutTheOneForAll) {
  const char* const robots = "User-agent: *\nDisallow: /a\nUser-agent: cuttings\nDisallow: /b\n";
  EXPECT_TRUE(allows(robots, "/a"));
  EXPECT_FALSE(allows(robots, "/b"));
  EXPECT_FALSE(allows(robots, "/a", "other"));
  EXPECT_TRUE(allows("User-agent: *\nDisallow: /\nUser-agent: cuttings\n", "/a"));
}

TEST(RobotsRfc2_2_1, WithoutAGroupForUsNothingIsForbidden) {
  EXPECT_TRUE(allows("", "/a"));
  EXPECT_TRUE(allows("User-agent: other\nDisallow: /\n", "/a"));
}

TEST(RobotsRfc2_2_1, RulesBeforeAnyGroupAreNobodys) {
  EXPECT_TRUE(allows("Disallow: /\nUser-agent: *\n", "/a"));
}

TEST(RobotsRfc2_2_1, SeveralNamesShareAGroup) {
  const char* const robots = "User-agent: a\nUser-agent: cuttings\nUser-agent: b\nDisallow: /x\n";
  EXPECT_FALSE(allows(robots, "/x"));
  EXPECT_FALSE(allows(robots, "/x", "a"));
  EXPECT_FALSE(allows(robots, "/x", "b"));
}

TEST(RobotsRfc2_2_1, EmptyLinesDoNotEndAGroup) {
  EXPECT_FALSE(allows("User-agent: cuttings\n\n\nDisallow: /x\n\nDisallow: /y\n", "/y"));
}

// 2.2.2 The Allow and Disallow Lines

TEST(RobotsRfc2_2_2, TheLongestMatchWins) {
  const char* const robots =
      "User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n";
  EXPECT_TRUE(allows(robots, "/example/page/"));
  EXPECT_FALSE(allows(robots, "/example/page/disallowed.gif"));
  EXPECT_TRUE(allows("User-agent: *\nDisallow: /x\nAllow: /x/page\n", "/x/page"));
}

TEST(RobotsRfc2_2_2, AllowWinsATieWhateverTheOrder) {
  EXPECT_TRUE(allows("User-agent: *\nDisallow: /x\nAllow: /x\n", "/x"));
  EXPECT_TRUE(allows("User-agent: *\nAllow: /x\nDisallow: /x\n", "/x"));
}

TEST(RobotsRfc2_2_2, AnEmptyPatternMatchesNothing) {
  EXPECT_TRUE(allows("User-agent: *\nDisallow:\n", "/"));
  EXPECT_FALSE(allows("User-agent: *\nDisallow: /\nAllow:\n", "/x"));
}

TEST(RobotsRfc2_2_2, PathsAreCaseSensitive) {
  EXPECT_TRUE(matches("/X", "/X"));
  EXPECT_FALSE(matches("/X", "/x"));
}

TEST(RobotsRfc2_2_2, TheFileItselfIsAllowed) {
  EXPECT_TRUE(allows("User-agent: *\nDisallow: /\n", "/robots.txt"));
  EXPECT_FALSE(allows("User-agent: *\nDisallow: /\n", "/robots.txt?x"));
}

TEST(RobotsRfc2_2_2, BothSidesAreNormalised) {  // the RFC's table
  const struct {
    const char *pattern, *path;
  } same[] = {
      {"/foo/bar?baz=quz", "/foo/bar?baz=quz"},
      {"/foo/bar?baz=http://foo.bar", "/foo/bar?baz=http://foo.bar"},
      {"/foo/bar/\xE3\x83\x84", "/foo/bar/%E3%83%84"},
      {"/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84"},
      {"/foo/bar/%62%61%7A", "/foo/bar/baz"},
      {"/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84"},
      {"/foo/baz", "/foo/b%61z"},
  };
  for (const auto& [pattern, path] : same) EXPECT_TRUE(matches(pattern, path)) << pattern;
  EXPECT_FALSE(matches("/a%2Fb", "/a/b")) << "a reserved character keeps its meaning";
}

// 2.2.3 Special Characters

TEST(RobotsRfc2_2_3, HashBeginsAComment) {
  EXPECT_FALSE(allows("User-agent: * # all\nDisallow: /x # not this\n", "/x"));
  EXPECT_FALSE(allows("#Allow: /x\nUser-agent: *\n#\nDisallow: /x#y\n", "/x"));
}

TEST(RobotsRfc2_2_3, StarIsAnyRunAndDollarTheEnd) {
  const struct {
    const char *pattern, *path;
    bool is_match;
  } cases[] = {
      {"/this/*/exactly", "/this/path/exactly", true},
      {"/this/*/exactly", "/this//exactly/and/more", true},
      {"/this/*/exactly", "/this/exactly", false},
      {"*.gif$", "/a.gif", true},
      {"*.gif$", "/a.gif?x", false},
      {"*.gif", "/a.gif?x", true},
      {"/a$", "/a", true},
      {"/a$", "/ab", false},
      {"/$", "/", true},
      {"/$", "/a", false},
      {"/*a*b*c$", "/xaxbxcxc", true},
      {"/*a*b*c$", "/xaxbxcx", false},
      {"/a*a$", "/a", false},
      {"/***a", "/xa", true},
      {"/a*$", "/abc", true},
      {"*", "/", true},
      {"$", "/", false},
      {"/a$b", "/a$b", true},
      {"/a$b", "/a", false},
  };
  for (const auto& [pattern, path, is_match] : cases)
    EXPECT_EQ(matches(pattern, path), is_match) << pattern << " on " << path;
}

TEST(RobotsRfc2_2_3, EncodedSpecialCharactersAreThemselves) {
  EXPECT_TRUE(matches("/path/file-with-a-%2A.html", "/path/file-with-a-*.html"));
  EXPECT_FALSE(matches("/path/file-with-a-%2A.html", "/path/file-with-a-star.html"));
  EXPECT_TRUE(matches("/path/foo-%24", "/path/foo-$"));
  EXPECT_TRUE(matches("/path/foo-%24", "/path/foo-$/more"));
}

// 2.2.4 Other Records

TEST(RobotsRfc2_2_4, OtherLinesDoNotEndAGroup) {
  for (const char* const other : {"Sitemap: https://example.org/s.xml", "Unknown: line", "noise"}) {
    const std::string robots =
        "User-agent: a\n" + std::string(other) + "\nUser-agent: cuttings\nDisallow: /x\n";
    EXPECT_FALSE(allows(robots, "/x")) << other;
    EXPECT_FALSE(allows(robots, "/x", "a")) << other;
  }
}

TEST(RobotsRfc2_2_4, SitemapsAreFoundAnywhere) {
  const auto rules = RobotsRules::parse(
      "Sitemap: https://e.org/1.xml\nUser-agent: x\nDisallow: /\nsitemap:https://e.org/2.xml\n",
      "cuttings");
  EXPECT_EQ(rules.sitemaps(),
            (std::vector<std::string>{"https://e.org/1.xml", "https://e.org/2.xml"}));
}

// 2.2 Formal syntax: EOL, and 2.3 encoding

TEST(RobotsRfc2_2, EveryLineEndCounts) {
  for (const char* const end : {"\n", "\r", "\r\n"}) {
    const std::string robots =
        "User-agent: *" + std::string(end) + "Allow: /a" + end + "Disallow: /";
    const RobotsDecision decision = RobotsRules::parse(robots, "cuttings").allows_path("/b");
    EXPECT_FALSE(decision.is_allowed);
    EXPECT_EQ(decision.line, 3);
  }
}

TEST(RobotsRfc2_2, TheDecisionNamesItsRuleAndLine) {
  const auto rules =
      RobotsRules::parse("# hi\nUser-agent: *\nDisallow: /x*y   # why\n", "cuttings");
  const RobotsDecision decision = rules.allows_path("/xay");
  EXPECT_EQ(decision.rule, "Disallow: /x*y");
  EXPECT_EQ(decision.line, 3);
  EXPECT_EQ(rules.allows_path("/z").line, 0);
}

// 2.5 Limits

TEST(RobotsRfc2_5, FiveHundredKibibytesAreRead) {
  std::string robots = "User-agent: *\n";
  const std::string rule = "Disallow: /last\n";
  while (robots.size() + rule.size() < RobotsRules::kMaxBytes) robots += "#\n";
  robots.resize(RobotsRules::kMaxBytes - rule.size() - 1);
  robots += "\n" + rule;
  ASSERT_EQ(robots.size(), RobotsRules::kMaxBytes);
  EXPECT_FALSE(allows(robots, "/last"));
  EXPECT_FALSE(allows(robots + "Allow: /last/but/more\n", "/last/but/more")) << "beyond is ignored";
}

// The access method of section 2.2.2 on whole URLs

TEST(RobotsRfc2_2_2, AUrlIsMatchedByPathAndQuery) {
  const auto rules = RobotsRules::parse("User-agent: *\nDisallow: /a?b\nDisallow: /$\n", "x");
  EXPECT_FALSE(rules.allows(*Url::parse("https://e.org/a?b=1#c")));
  EXPECT_TRUE(rules.allows(*Url::parse("https://e.org/a#?b")));
  EXPECT_FALSE(rules.allows(*Url::parse("https://e.org")));
  EXPECT_TRUE(rules.allows(*Url::parse("https://user:pw@e.org//a")));
}

}  // namespace
}  // namespace cuttings
