#pragma once
// XPathPage: a page's tree as libxml2 wants it, and XPath 1.0 over it. The only file of the
// extractor that knows libxml2.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "config/base/result.h"
#include "extractor/dom/document.h"

namespace cuttings {

/// What an expression found: a node of the page, or a string of its own.
struct XPathMatch {
  Node node;         ///< the element or text node; of an attribute its element; null for a string
  std::string text;  ///< an attribute's or text node's value, a string; empty for an element
  bool is_element = false;
};

/// One thread at a time.
class XPathPage {
 public:
  /// Copies names, attributes and text of `document`, which must outlive this. O(page).
  explicit XPathPage(const Document& document);
  ~XPathPage();

  /// Matches in document order, at most kMaxMatches. Error kParse: no XPath 1.0; kTooLarge: the
  /// expression is too long or too deep, took more than kMaxSteps of libxml2's or kMaxTime of the
  /// processor's, or all of this page took kMaxPageTime before it.
  Result<std::vector<XPathMatch>> find(const std::string& expression);

  static constexpr std::size_t kMaxMatches = 10'000;
  static constexpr unsigned long kMaxSteps = 5'000'000;  // some 0.2 s
  static constexpr std::chrono::milliseconds kMaxTime{500}, kMaxPageTime{2000};

 private:
  struct Tree;
  std::unique_ptr<Tree> tree_;
};

}  // namespace cuttings
