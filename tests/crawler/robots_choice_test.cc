// RobotsRules where RFC 9309 is silent: our choices, mostly Google's (docs/fetching.md lists them).

#include <gtest/gtest.h>

#include <chrono>
#include <ctime>

#include "crawler/robots.h"
#include "crawler/robots_text.h"
#include "storage/warc/gzip.h"

namespace cuttings {
namespace {

bool allows_us(std::string_view robots, std::string_view path) {
  return RobotsRules::parse(robots, "cuttings").allows_path(path).is_allowed;
}

TEST(RobotsChoice, UsualMisspellingsCount) {
  for (const char* const name :
       {"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"})
    EXPECT_FALSE(allows_us("User-agent: *\n" + std::string(name) + ": /x\n", "/x")) << name;
  for (const char* const name : {"useragent", "user agent", "user-agent"})
    EXPECT_FALSE(allows_us(std::string(name) + ": *\nDisallow: /x\n", "/x")) << name;
  EXPECT_TRUE(allows_us("User-agent: *\ndisalllow: /x\n", "/x"));
}

TEST(RobotsChoice, AMissingColonCountsBetweenTwoWords) {
  EXPECT_FALSE(allows_us("User-agent *\nDisallow /x\n", "/x"));
  EXPECT_TRUE(allows_us("User-agent *\nDisallow /x and more\n", "/x"));
}

TEST(RobotsChoice, AgentTextEndsAtItsFirstOtherCharacter) {
  EXPECT_FALSE(allows_us("User-agent: cuttings crawler\nDisallow: /x\n", "/x"));
  EXPECT_FALSE(allows_us("User-agent: * (all)\nDisallow: /x\n", "/x"));
  EXPECT_TRUE(allows_us("User-agent: *all\nDisallow: /x\n", "/x"));
}

TEST(RobotsChoice, WhiteSpaceAroundNamesAndValuesIsIgnored) {
  EXPECT_FALSE(allows_us(" \tUser-agent : *\t\n  Disallow\t:\t/x \n", "/x"));
}

TEST(RobotsChoice, AByteOrderMarkIsSkippedAtTheStartAlsoInPart) {
  for (const char* const mark : {"\xEF\xBB\xBF", "\xEF\xBB", "\xEF"})
    EXPECT_FALSE(allows_us(std::string(mark) + "User-agent: *\nDisallow: /x\n", "/x"));
  EXPECT_TRUE(allows_us("\xEF\x11\xBFUser-agent: *\nDisallow: /x\n", "/x"));
  EXPECT_TRUE(
      allows_us("User-agent: *\n\xEF\xBB\xBF"
                "Disallow: /x\n",
                "/x"));
}

TEST(RobotsChoice, LinesAreCutAt16664Bytes) {
  const std::string long_path = "/" + std::string(20'000, 'a');
  EXPECT_FALSE(allows_us("User-agent: *\nDisallow: " + long_path + "b\n", long_path + "c"));
}

TEST(RobotsChoice, IndexHtmlIsNotTheDirectory) {
  EXPECT_FALSE(allows_us("User-agent: *\nDisallow: /\nAllow: /a/index.html\n", "/a/"));
}

TEST(RobotsChoice, GooglesTableOfWildcards) {  // developers.google.com, robots.txt specification
  const struct {
    const char* pattern;
    std::vector<const char*> match, miss;
  } cases[] = {
      {"/fish",
       {"/fish", "/fish.html", "/fish/salmon.html", "/fishheads", "/fish.php?id=anything"},
       {"/Fish.asp", "/catfish", "/?id=fish", "/desert/fish"}},
      {"/fish*",
       {"/fish", "/fish.html", "/fishheads/yummy.html", "/fish.php?id=anything"},
       {"/Fish.asp", "/catfish", "/?id=fish"}},
      {"/fish/",
       {"/fish/", "/fish/?id=anything", "/fish/salmon.htm"},
       {"/fish", "/fish.html", "/animals/fish/", "/Fish/Salmon.asp"}},
      {"/*.php",
       {"/index.php", "/filename.php", "/folder/filename.php?parameters",
        "/folder/any.php.file.html", "/filename.php/"},
       {"/", "/windows.PHP"}},
      {"/*.php$",
       {"/filename.php", "/folder/filename.php"},
       {"/filename.php?parameters", "/filename.php/", "/filename.php5", "/windows.PHP"}},
      {"/fish*.php", {"/fish.php", "/fishheads/catfish.php?parameters"}, {"/Fish.PHP"}},
  };
  for (const auto& [pattern, match, miss] : cases) {
    const std::string robots = "User-agent: *\nDisallow: " + std::string(pattern) + "\n";
    for (const char* const path : match) EXPECT_FALSE(allows_us(robots, path)) << pattern << path;
    for (const char* const path : miss) EXPECT_TRUE(allows_us(robots, path)) << pattern << path;
  }
}

TEST(RobotsChoice, GooglesTableOfPrecedence) {
  EXPECT_TRUE(allows_us("User-agent: *\nallow: /p\ndisallow: /\n", "/page"));
  EXPECT_TRUE(allows_us("User-agent: *\nallow: /folder\ndisallow: /folder\n", "/folder/page"));
  EXPECT_FALSE(allows_us("User-agent: *\nallow: /page\ndisallow: /*.htm\n", "/page.htm"));
  EXPECT_TRUE(allows_us("User-agent: *\nallow: /page\ndisallow: /*.ph\n", "/page.php5"));
  EXPECT_TRUE(allows_us("User-agent: *\nallow: /$\ndisallow: /\n", "/"));
  EXPECT_FALSE(allows_us("User-agent: *\nallow: /$\ndisallow: /\n", "/page.htm"));
}

TEST(RobotsChoice, CrawlDelayIsClampedAndGroupsAreKept) {
  using std::chrono::milliseconds;
  const auto delay = [](const std::string& value) {
    return RobotsRules::parse("User-agent: *\nCrawl-delay: " + value + "\n", "cuttings")
        .crawl_delay();
  };
  EXPECT_EQ(delay("2"), milliseconds(2'000));
  EXPECT_EQ(delay("1.5"), milliseconds(1'500));
  EXPECT_EQ(delay("0"), milliseconds(500));
  EXPECT_EQ(delay("999999999999"), milliseconds(300'000));
  for (const char* const bad : {"", "-1", "soon", "nan", "1e", "5s"})
    EXPECT_EQ(delay(bad), std::nullopt) << bad;
  EXPECT_EQ(RobotsRules::parse("User-agent: a\nCrawl-delay: 9\n", "cuttings").crawl_delay(),
            std::nullopt);
}

TEST(RobotsChoice, AHostileFileCostsLittle) {  // faults.md section 7, 34: at most 50 ms
  std::string star_line = "Disallow: /";
  while (star_line.size() < 16'000) star_line += "*a";
  std::string few_long = "User-agent: *\n", many_short = few_long, repeats = few_long;
  while (few_long.size() < RobotsRules::kMaxBytes) few_long += star_line + "b$\n";
  while (many_short.size() < RobotsRules::kMaxBytes) many_short += "Disallow: /*a*a*a*b\n";
  while (repeats.size() < RobotsRules::kMaxBytes)
    repeats += "Disallow: /*" + std::string(500, 'a') + "b\n";
  const std::string path = "/" + std::string(2'047, 'a');
  for (const std::string& robots : {few_long, many_short, repeats}) {
    const auto rules = RobotsRules::parse(robots, "cuttings");
    const std::clock_t begin = std::clock();  // processor time: other work does not count
    EXPECT_TRUE(rules.allows_path(path));
    const auto took = std::chrono::milliseconds((std::clock() - begin) * 1000 / CLOCKS_PER_SEC);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    EXPECT_LT(took, std::chrono::milliseconds(1'000));
#else
    EXPECT_LT(took, std::chrono::milliseconds(50));
#endif
  }
}

// RFC 9309 asks for UTF-8; rules in what an editor or a careless server makes of it are rules.
std::string utf16(std::string_view ascii, bool is_big_endian, std::size_t width = 2) {
  std::string out;
  for (const char c : ascii) {
    std::string unit(width, '\0');
    unit[is_big_endian ? width - 1 : 0] = c;
    out += unit;
  }
  return out;
}

TEST(RobotsText, RulesInUtf16And32AreRules) {
  const std::string rules = "User-agent: *\nDisallow: /b\n";
  for (const std::string& file :
       {"\xFF\xFE" + utf16(rules, false), "\xFE\xFF" + utf16(rules, true), utf16(rules, false),
        utf16(rules, true), std::string("\xFF\xFE\0\0", 4) + utf16(rules, false, 4),
        std::string("\0\0\xFE\xFF", 4) + utf16(rules, true, 4)})
    EXPECT_EQ(robots_text(file), rules);
  EXPECT_EQ(robots_text(std::string_view("\xFF\xFE/\0\x42\x04\x3D\xD8\x00\xDE", 10)), "/т😀");
  for (const std::string& other : {std::string(), std::string("\xFF\xFE"), std::string("a\0", 2),
                                   std::string(9, '\0'), rules, "\xEF\xBB\xBF" + rules})
    EXPECT_EQ(robots_text(other), other);
}

TEST(RobotsText, AGzipFileIsUnpackedToTheLimitAndADamagedOneIsNoFile) {
  const std::string rules = "User-agent: *\nDisallow: /b\n", packed = gzip_member(rules);
  EXPECT_EQ(robots_text(packed), rules);
  EXPECT_EQ(robots_text(packed + gzip_member("# more\n") + "rubbish"), rules + "# more\n");
  EXPECT_EQ(robots_text(gzip_member("\xFF\xFE" + utf16(rules, false))), rules);
  EXPECT_EQ(robots_text(packed.substr(0, packed.size() - 9)), std::nullopt);
  EXPECT_EQ(robots_text("\x1f\x8b\x08 and no more of it is gzip"), std::nullopt);
  const auto bomb = robots_text(gzip_member(rules + std::string(50 << 20, '\n')));
  ASSERT_TRUE(bomb);
  EXPECT_EQ(bomb->size(), RobotsRules::kMaxBytes + 1);
  EXPECT_TRUE(bomb->starts_with(rules));
  std::string noise = rules;  // more than the limit as sent: we cut it ourselves
  std::uint32_t state = 1;
  while (noise.size() < 2 * RobotsRules::kMaxBytes)
    noise += static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
  const auto cut = robots_text(gzip_member(noise).substr(0, RobotsRules::kMaxBytes + 1));
  ASSERT_TRUE(cut);
  EXPECT_TRUE(cut->starts_with(rules));
}

}  // namespace
}  // namespace cuttings
