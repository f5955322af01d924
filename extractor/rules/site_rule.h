#pragma once
// SiteRule: what a person wrote down of one site's pages.

#include <string>
#include <utility>
#include <vector>

namespace cuttings {

/// An XPath 1.0 expression and where it stands, for messages: "rules/example.org.txt:4".
struct RuleXPath {
  std::string expression;
  std::string place;
};

/// A page the rule was written for, and words its article must hold.
struct RuleTest {
  std::string url;
  std::vector<std::string> contains;
};

struct SiteRule {
  std::string file;
  std::vector<RuleXPath> title, author, date, body;  ///< the first of each that finds anything
  std::vector<RuleXPath> strip;                      ///< all of them
  std::vector<std::string> strip_id_or_class;        ///< parts of an id or class attribute
  std::vector<std::string> strip_image_src;          ///< parts of an image's address
  std::vector<std::pair<std::string, std::string>> replacements;  ///< in the page, before parsing
  std::vector<RuleXPath> single_page_link, next_page_link;
  bool prune = true;  ///< clutter inside the body is dropped as without a rule
  std::vector<RuleTest> tests;
};

}  // namespace cuttings
