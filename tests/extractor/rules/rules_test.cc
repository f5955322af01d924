// Site rules: files in two forms, XPath over our tree, and what a rule does to a page.

#include <gmock/gmock.h>

#include "extractor/extract.h"
#include "extractor/rules/rule_file.h"
#include "extractor/rules/rule_findings.h"
#include "extractor/rules/xpath_page.h"

namespace cuttings {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

std::vector<std::string> expressions(const std::vector<RuleXPath>& xpaths) {
  std::vector<std::string> all;
  for (const RuleXPath& xpath : xpaths) all.push_back(xpath.expression);
  return all;
}

TEST(SitePattern, KeysOfFiveFiltersAreRead) {
  const ReadRule read = read_site_pattern(
      "# the harbour paper\r\n"
      "title: //h1\r\n"
      "body: //div[@id='story']\n"
      "body: //article\n"
      "strip_id_or_class: promo-box\n"
      "strip_image_src: /pixel.gif\n"
      "tidy: no\n"
      "prune: no\n"
      "find_string: <br/><br/>\n"
      "replace_string: <p>\n"
      "replace_string(class=\"a:b\"): class=\"c\"\n"
      "next_page_link: //a[@rel='next']/@href\n"
      "test_url: https://example.org/1\n"
      "test_contains: At dawn\n",
      "example.org.txt");
  EXPECT_THAT(read.problems, IsEmpty());
  EXPECT_THAT(expressions(read.rule.title), ElementsAre("//h1"));
  EXPECT_THAT(expressions(read.rule.body), ElementsAre("//div[@id='story']", "//article"));
  EXPECT_EQ(read.rule.body[1].place, "example.org.txt:4");
  EXPECT_THAT(read.rule.strip_id_or_class, ElementsAre("promo-box"));
  EXPECT_THAT(read.rule.strip_image_src, ElementsAre("/pixel.gif"));
  EXPECT_FALSE(read.rule.prune);
  EXPECT_THAT(read.rule.replacements,
              ElementsAre(Pair("<br/><br/>", "<p>"), Pair("class=\"a:b\"", "class=\"c\"")));
  EXPECT_THAT(expressions(read.rule.next_page_link), ElementsAre("//a[@rel='next']/@href"));
  ASSERT_EQ(read.rule.tests.size(), 1u);
  EXPECT_THAT(read.rule.tests[0].contains, ElementsAre("At dawn"));
}

TEST(SitePattern, WhatIsWrongIsNamedAndTheRestCounts) {
  const ReadRule read = read_site_pattern(
      "titel: //h1\nno colon here\nbody: //article\nreplace_string: x\ntest_contains: y\n"
      "find_string: z\n",
      "a.txt");
  EXPECT_THAT(read.problems, ElementsAre("a.txt:1: unknown key titel; did you mean title?",
                                         "a.txt:2: no colon here has no value",
                                         "a.txt:4: replace_string has no find_string before it",
                                         "a.txt:5: test_contains has no test_url before it",
                                         "a.txt:6: find_string has no replace_string after it"));
  EXPECT_THAT(expressions(read.rule.body), ElementsAre("//article"));
}

TEST(TomlRule, TheSameKeysInToml) {
  const auto read = read_toml_rule(
      "body = ['//main', '//article']\nprune = false\nstrip = '//aside'\n"
      "replace = [['a', 'b']]\nbodie = 'x'\ntitle = 3\n"
      "[[test]]\nurl = 'https://example.org/1'\ncontains = ['one', 'two']\n",
      "r.toml");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_THAT(expressions(read->rule.body), ElementsAre("//main", "//article"));
  EXPECT_FALSE(read->rule.prune);
  EXPECT_THAT(read->rule.replacements, ElementsAre(Pair("a", "b")));
  EXPECT_THAT(read->rule.tests.at(0).contains, ElementsAre("one", "two"));
  EXPECT_THAT(read->problems,
              testing::UnorderedElementsAre("r.toml:5: unknown key bodie; did you mean body?",
                                            "r.toml:6: title is no string or list of strings"));
}

TEST(TomlRule, WhatIsNoTomlIsAnErrorWithItsLine) {
  const auto read = read_toml_rule("body = '//main'\nbody ==\n", "r.toml");
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("r.toml:2: "));
}

TEST(RuleSet, TheNearestNameDecides) {
  RuleSet rules;
  for (const char* name : {"example.org", ".example.org", ".news.example.org"}) {
    SiteRule rule;
    rule.file = name;
    rules.add(name, rule);
  }
  const auto file = [&](std::string_view host) {
    const SiteRule* rule = rules.find(host);
    return rule == nullptr ? "" : rule->file;
  };
  EXPECT_EQ(file("example.org"), "example.org");
  EXPECT_EQ(file("www.example.org"), "example.org");
  EXPECT_EQ(file("blog.example.org"), ".example.org");
  EXPECT_EQ(file("a.news.example.org"), ".news.example.org");
  EXPECT_EQ(file("notexample.org"), "");
  EXPECT_EQ(file("org"), "");
}

class XPath : public testing::Test {
 protected:
  explicit XPath(std::string html =
                     "<div id=a class='x y'><p>One <b>two</b><p title=T>Three</div><div>Four</div>")
      : document_(std::move(*Document::parse(std::move(html), {}))), page_(document_) {}

  std::vector<std::string> find(const std::string& expression) {
    auto matches = page_.find(expression);
    if (!matches) return {"error: " + matches.error().message};
    std::vector<std::string> texts;
    for (const XPathMatch& match : *matches)
      texts.push_back(match.is_element ? match.node.text_content() : match.text);
    return texts;
  }

  Document document_;
  XPathPage page_;
};

// Answers by XPath 1.0 (https://www.w3.org/TR/xpath-10/).
TEST_F(XPath, ElementsTextsAttributesAndStrings) {
  EXPECT_THAT(find("//div[contains(@class, 'y')]/p"), ElementsAre("One two", "Three"));
  EXPECT_THAT(find("//p[2]/@title"), ElementsAre("T"));
  EXPECT_THAT(find("//b/text()"), ElementsAre("two"));
  EXPECT_THAT(find("//div[last()]"), ElementsAre("Four"));
  EXPECT_THAT(find("count(//p)"), ElementsAre("2"));
  EXPECT_THAT(find("//b | //div[2]"), ElementsAre("two", "Four"));
  EXPECT_THAT(find("//p[2]/preceding::*[self::p or self::b]"), ElementsAre("One two", "two"));
  EXPECT_THAT(find("//em"), IsEmpty());
}

TEST_F(XPath, BadAndCostlyExpressionsAreErrorsOfTheirOwn) {
  EXPECT_THAT(find("//p["), ElementsAre(HasSubstr("not XPath 1.0")));
  EXPECT_THAT(find("unknown(//p)"), ElementsAre(HasSubstr("error: ")));
  EXPECT_THAT(find("//p[@id = $x]"), ElementsAre(HasSubstr("error: ")));
  EXPECT_THAT(find("count("), ElementsAre(HasSubstr("stays open")));
  EXPECT_THAT(find("//p['"), ElementsAre(HasSubstr("stays open")));
  EXPECT_THAT(find(std::string(40, '(') + "1" + std::string(40, ')')), ElementsAre("1"));
  EXPECT_THAT(find(std::string(500, '(') + "1" + std::string(500, ')')),
              ElementsAre(HasSubstr("too deep")));
}

TEST(XPathCost, AnExpressionThatNeverEndsIsStopped) {
  std::string html;
  for (int i = 0; i < 10'000; ++i) html += "<div><p>Some text of a paragraph.</p></div>";
  const Document document = std::move(*Document::parse(std::move(html), {}));
  XPathPage page(document);
  for (const char* expression :
       {"//*[count(//*[count(//*) > 1]) > 1]", "//*[contains(/, 'never there')]"}) {
    const auto found = page.find(expression);
    ASSERT_FALSE(found) << expression;
    EXPECT_EQ(found.error().code, ErrorCode::kTooLarge);
    EXPECT_THAT(found.error().message, HasSubstr("takes too long"));
  }
  // Of a page of its own: with AddressSanitizer's allocator those two may take all of kMaxPageTime.
  EXPECT_TRUE(XPathPage(document).find("/html/body/div[1]"));
}

constexpr const char* kPage =
    "<title>Old</title><h1 class=hl>The ferry is back</h1><i>By Ada Reed</i>"
    "<div class=story><p>The boat left at dawn with forty people and a band on deck.</p>"
    "<div class=promo-x><p>Buy our book of boats, forty years of them on this coast.</p></div>"
    "<p>SPONSOR lines stand here for ever and ever on each page.</p></div>"
    "<div><p>Another long text that looks as if it were an article, with a comma, and "
    "words.</p></div>";

Extraction extract_with(const std::string& pattern,
                        const std::string& url = "https://example.org/1") {
  static RuleSet rules;
  rules = {};
  rules.add("example.org", read_site_pattern(pattern, "example.org.txt").rule);
  PageInput page{kPage, url};
  page.site.rules = &rules;
  ExtractOptions options;
  options.report_blocks = true;
  auto extraction = extract(std::move(page), options);
  EXPECT_TRUE(extraction);
  return std::move(*extraction);
}

TEST(ExtractByRule, ARuleDecidesBodyFieldsAndWhatIsStripped) {
  const Extraction found = extract_with(
      "title: //h1\nauthor: //i\nbody: //div[@class='story']\nstrip_id_or_class: promo-\n"
      "find_string: SPONSOR\nreplace_string: Sponsor\n");
  EXPECT_EQ(found.article.metadata.title, "The ferry is back");
  EXPECT_EQ(found.article.metadata.sources.at("title"), "rule");
  EXPECT_THAT(found.article.metadata.authors, ElementsAre("Ada Reed"));
  EXPECT_EQ(found.article.text,
            "The boat left at dawn with forty people and a band on deck.\n\n"
            "Sponsor lines stand here for ever and ever on each page.");
  EXPECT_TRUE(found.rule.has_body);
  EXPECT_EQ(found.article.verdict, Verdict::kArticle);
  std::vector<Reason> dropped;
  for (const BlockReport& block : found.blocks)
    if (!block.is_kept) dropped.push_back(block.reason);
  EXPECT_THAT(dropped, testing::Contains(Reason::kRuleStrip));
  EXPECT_THAT(dropped, testing::Contains(Reason::kRuleOutside));
}

TEST(ExtractByRule, ARuleThatFindsNothingIsNoHarm) {
  const Extraction with = extract_with("body: //section[@id='none']\ntitle: //p[\n");
  const Extraction without = extract_with("", "https://example.net/1");
  EXPECT_EQ(with.article.text, without.article.text);
  EXPECT_FALSE(with.rule.has_body);
  EXPECT_THAT(with.rule.problems,
              ElementsAre(HasSubstr("example.org.txt:2: not XPath 1.0, a bracket")));
  EXPECT_EQ(without.rule.file, "");
}

}  // namespace
}  // namespace cuttings
