// What Gumbo costs goes by the number of open elements, so the scan before it has to know that
// number for any sequence of tags: what is repeated without end must not make the tree deeper and
// deeper. Bounds by count, not by the clock.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "extractor/dom/document.h"
#include "extractor/dom/skeleton.h"
#include "tests/support/repeat.h"

namespace cuttings {
namespace {

constexpr std::size_t kTimes = 1200;
// 256 open elements in the scan; Gumbo puts in a tbody and a tr, and opens formatting elements
// again that were left open: at most twice as many.
constexpr std::uint32_t kMaxDepth = 800;

std::uint32_t depth_of(const std::string& html) {
  ParseLimits limits;
  limits.max_depth = 60'000;
  const auto document = Document::parse(html, limits);
  if (!document) return 0;
  std::uint32_t depth = 0;
  for (std::uint32_t i = 0; i < document->size(); ++i)
    depth = std::max(depth, static_cast<std::uint32_t>(document->node(i).depth()));
  return depth;
}

Skeleton skeleton_of(const std::string& html) {
  DocumentTree tree;
  tree.html = html;
  return scan_page(tree, {});
}

// Each of these went deeper with each repetition (found 2026-11-26 by running over all pairs and a
// sample of the triples and quadruples of the tags below).
TEST(DepthBound, HoldsForWhatWasFound) {
  for (const char* unit : {"<rt>",
                           "<rb><b>",
                           "<optgroup>",
                           "<option><b>",
                           "<b><tr>",
                           "<td><span>",
                           "<x-y><b></x-y>",
                           "<span><div></span>",
                           "<li><ul></li>",
                           "<form><ul></form>",
                           "<b></head><head>",
                           "<colgroup><b></colgroup>",
                           "<caption><span></caption>",
                           "<p><pre></p>",
                           "<p><hr><rt>",
                           "<rt><ruby><p>",
                           "</x-y><x-y><g>",
                           "<table><template></table>",
                           "<frameset><hr><svg>",
                           "<body><div></body>",
                           "<p><table></table><rt>",
                           "<div><select></div></select>",
                           "<noscript><b class=1></noscript>",
                           "<table><td>"})
    EXPECT_LE(depth_of(repeat(unit, kTimes)), kMaxDepth) << unit;
}

TEST(DepthBound, HoldsForAnySequenceOfTags) {
  std::vector<std::string> parts = {"x", " ", "<br>", "<hr>", "<input>", "<col>", "<b class=1>"};
  for (const char* name : {"a",        "b",        "font",
                           "nobr",     "p",        "div",
                           "span",     "x-y",      "li",
                           "ul",       "dd",       "h1",
                           "rt",       "table",    "tr",
                           "td",       "tbody",    "caption",
                           "colgroup", "select",   "ruby",
                           "option",   "optgroup", "rb",
                           "template", "svg",      "foreignObject",
                           "desc",     "g",        "math",
                           "mi",       "button",   "form",
                           "body",     "html",     "frameset",
                           "head",     "object",   "noscript",
                           "pre"})
    for (const char* begin : {"<", "</"}) parts.push_back(begin + std::string(name) + ">");
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  constexpr int kUsual = 200;  // ten times slower there
#else
  constexpr int kUsual = 1000;
#endif
  const char* const wanted = std::getenv("CUTTINGS_SEQUENCES");
  const int sequences = wanted == nullptr ? kUsual : std::atoi(wanted);
  std::mt19937 random(20261126);  // NOLINT(cert-msc51-cpp): the same sequences each time
  for (int i = 0; i < sequences; ++i) {
    std::string unit;
    for (int length = 1 + static_cast<int>(random() % 4); length > 0; --length)
      unit += parts[random() % parts.size()];
    EXPECT_LE(depth_of(repeat(unit, kTimes)), kMaxDepth) << unit;
  }
}

// 1.0 s before: each of 1.5 million end tags was looked for among 256 open elements, twice.
TEST(TagWork, EndTagsThatCloseNothingAreLeftOutOfAPageWithTooMany) {
  const std::string page = repeat("<b>", 500) + repeat("</i>", 300'000) + "needle";
  EXPECT_LT(skeleton_of(page).markup.size(), page.size() / 3);
  EXPECT_EQ(Document::parse(page, {})->root().text_content(), "needle");
}

TEST(TagWork, APageOfTooManyTagsAmongTooManyIsCutBackAndKeepsItsText) {
  const std::string page = repeat("<span>", 250) + repeat("<dd>x</dd>", 60'000);
  const auto document = Document::parse(page, {});
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().text_content(), repeat("x", 60'000));
  EXPECT_LT(document->node(document->size() - 1).depth(), 40u);
}

TEST(TagWork, ARealPageIsNoWhereNear) {  // at most 286,310 in the corpora, of 16 million
  const std::string page = repeat("<div>", 60) + repeat("<p>x <b>y</b> <br></p>", 20'000) + "<i>z";
  const auto document = Document::parse(page, {});
  ASSERT_TRUE(document);
  EXPECT_GT(document->node(document->size() - 1).depth(), 60u);
}

std::string left_open(int times) {
  std::string page;
  for (int i = 0; i < times; ++i) page += "<p><b class=" + std::to_string(i) + ">x</p>";
  return page;
}

// Each later block opened all of them again: 4,000 made 8 million nodes, and the page was refused.
TEST(LeftFormatting, IsNotOpenedAgainWithoutEnd) {
  const auto document = Document::parse(left_open(4000), {});
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().text_content(), repeat("x", 4000));
}

TEST(LeftFormatting, OfARealPageIsAsInTheStandard) {  // at most 28 in the corpora
  const auto document = Document::parse(left_open(40), {});
  ASSERT_TRUE(document);
  EXPECT_EQ(document->node(document->size() - 1).depth(), 1u + 1 + 40 + 1);  // body p 40 b text
}

}  // namespace
}  // namespace cuttings
