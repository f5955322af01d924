// What scan_page() keeps away from Gumbo. That the tree is the same with it: tree_equivalence_test.
#include <gtest/gtest.h>

#include <random>

#include "extractor/dom/document.h"
#include "extractor/dom/skeleton.h"
#include "tests/support/direct_parse.h"

namespace cuttings {
namespace {

/// The names of the start tags that Gumbo is given of `html`, each with a space after it.
std::string seen_by_gumbo(std::string_view html) {
  DocumentTree tree;
  tree.html = html;
  const Skeleton skeleton = scan_page(tree, {});
  std::string names;
  for (const SkeletonTag& tag : skeleton.tags)
    (names += skeleton.markup.substr(tag.skeleton_begin + 1, tag.name_length)) += ' ';
  return names;
}

TEST(ElementFolder, TakesWellFormedElementsAfterTheFirstText) {
  EXPECT_EQ(seen_by_gumbo("<div>a</div><div><h1>b</h1><p>c <a><b>d</b></a><br></p></div>"), "div ");
  EXPECT_EQ(seen_by_gumbo("a<svg><g><path/></g></svg><script>b</script><hr><ul><li>c</li></ul>"),
            "");
  EXPECT_EQ(seen_by_gumbo("a<table><tr><td><div>b</div></td></tr></table>"), "table tr td ");
}

TEST(ElementFolder, LeavesGumboWhatActsOnItsSurroundings) {
  EXPECT_EQ(seen_by_gumbo("a<p>b<p>c</p>"), "p p ");                 // closes the other
  EXPECT_EQ(seen_by_gumbo("a<p><b>b</p><div>c</div>"), "p b div ");  // b is opened again
  EXPECT_EQ(seen_by_gumbo("a<ul><li>b<li>c</ul>"), "ul li li ");
  EXPECT_EQ(seen_by_gumbo("a<b><i>b</b></i>"), "b i ");
  EXPECT_EQ(seen_by_gumbo("a<select><option>b</option></select>"), "select option ");
  EXPECT_EQ(seen_by_gumbo("a<svg><b>b</b></svg>"), "svg b ");  // leaves svg
  EXPECT_EQ(seen_by_gumbo("<frameset></frameset>a<i>b</i>"), "frameset i ");
}

TEST(ElementFolder, GivesAncestorsOfAnOddTagToGumboButNotTheirOtherChildren) {
  EXPECT_EQ(seen_by_gumbo("a<div><p>b</p><section><select></select></section><p>c</p></div>"),
            "div section select ");
}

/// A page of random tags, most of them closed in order.
std::string random_page(std::mt19937& random) {
  static const std::vector<std::string> kInline = {"a",    "b",     "i", "em",
                                                   "span", "label", "q", "code"};
  static const std::vector<std::string> kBlocks = {"p",       "div", "ul", "li", "h1",
                                                   "section", "dl",  "dd", "pre"};
  static const std::vector<std::string> kTexts = {"x", "y &amp; z", "<br>", "<img>", "<!-- c -->"};
  const auto pick = [&](const std::vector<std::string>& from) {
    return from[random() % from.size()];
  };
  std::string page = "<!doctype html>t";
  std::vector<std::string> open;
  for (std::size_t i = 4 + random() % 30; i > 0; --i) {
    const std::string name = pick(random() % 2 == 0 ? kInline : kBlocks);
    const auto what = random() % 10;
    if (what < 3) {
      page += pick(kTexts);
    } else if (what < 7) {
      page += "<" + name + ">";
      open.push_back(name);
    } else if (what < 9 && !open.empty()) {
      page += "</" + open.back() + ">";
      open.pop_back();
    } else {
      page += "</" + name + ">";
    }
  }
  return page;
}

// docs/parsing.md, "Folded elements", tells of a million pages with more kinds of tags.
TEST(ElementFolder, ChangesNoTreeOfRandomPages) {
  std::mt19937 random(20261127);
  std::size_t folded = 0;
  for (int i = 0; i < 4000; ++i) {
    const std::string page = random_page(random);
    const auto document = Document::parse(page, {});
    ASSERT_TRUE(document) << page;
    ASSERT_EQ(first_difference(direct_parse(page), tree_lines(*document)), "") << page;
    DocumentTree tree;
    tree.html = page;
    if (!scan_page(tree, {}).folded.empty()) ++folded;
  }
  EXPECT_GT(folded, 2000u);
}

}  // namespace
}  // namespace cuttings
