#pragma once
// DocumentTree: the arrays behind Document. For the files of extractor/dom that build or read it.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "extractor/dom/document.h"

namespace cuttings {

/// One node; 32 bytes, so that a page of 2,000 nodes fits in the first-level cache.
struct NodeRecord {
  std::uint32_t parent = 0;
  std::uint32_t end = 0;         ///< one past the last descendant
  std::uint32_t data_begin = 0;  ///< elements: first of `attributes`; text: offset into `text`
  std::uint32_t data_count = 0;  ///< elements: how many attributes; text: bytes
  std::uint32_t raw_begin =
      0;  ///< script and the like: offset of the body in `html`; kOther: of the name in `names`
  std::uint32_t raw_count = 0;
  std::uint16_t depth = 0;
  Tag tag = Tag::kOther;
};

struct DocumentTree {
  std::string html;                   ///< the page, UTF-8
  std::vector<NodeRecord> nodes;      ///< document order; [0] is <html>
  std::vector<Attribute> attributes;  ///< views into `html` or `strings`
  std::string text;                   ///< decoded characters of all text nodes, one after another
  std::string names;                  ///< names of kOther elements
  std::deque<std::string> strings;    ///< what had to be decoded or folded; stable addresses
  std::uint32_t head = 0, body = 0;
};

}  // namespace cuttings
