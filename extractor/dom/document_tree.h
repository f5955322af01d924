#pragma once
// DocumentTree: the arrays behind Document, and Node's small accessors, inline because every walk
// over a page calls them for every node. Included by document.h; only extractor/dom builds or names
// a DocumentTree.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "extractor/dom/node.h"
#include "extractor/dom/page_end.h"

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
  PageEnd end;
};

inline Tag Node::tag() const { return tree_ == nullptr ? Tag::kOther : tree_->nodes[index_].tag; }
inline bool Node::is_element() const { return tree_ != nullptr && tag() != Tag::kText; }
inline bool Node::is_text() const { return tree_ != nullptr && tag() == Tag::kText; }

inline std::string_view Node::text() const {
  if (!is_text()) return {};
  const NodeRecord& node = tree_->nodes[index_];
  return std::string_view(tree_->text).substr(node.data_begin, node.data_count);
}

inline std::span<const Attribute> Node::attributes() const {
  if (!is_element()) return {};
  const NodeRecord& node = tree_->nodes[index_];
  return std::span(tree_->attributes).subspan(node.data_begin, node.data_count);
}

[[gnu::always_inline]] inline std::string_view Node::attribute(std::string_view name) const {
  for (const Attribute& attribute : attributes())
    if (attribute.is_called(name)) return attribute.value;
  return {};
}

[[gnu::always_inline]] inline bool Node::has_attribute(std::string_view name) const {
  for (const Attribute& attribute : attributes())
    if (attribute.is_called(name)) return true;
  return false;
}

inline Node Node::parent() const {
  if (tree_ == nullptr || index_ == 0) return {};
  return {tree_, tree_->nodes[index_].parent};
}

inline Node Node::first_child() const {
  if (tree_ == nullptr || tree_->nodes[index_].end == index_ + 1) return {};
  return {tree_, index_ + 1};
}

inline Node Node::next_sibling() const {
  if (tree_ == nullptr || index_ == 0) return {};
  const NodeRecord& node = tree_->nodes[index_];
  if (node.end >= tree_->nodes[node.parent].end) return {};
  return {tree_, node.end};
}

inline std::uint32_t Node::subtree_end() const {
  return tree_ == nullptr ? 0 : tree_->nodes[index_].end;
}
inline std::uint32_t Node::depth() const {
  return tree_ == nullptr ? 0 : tree_->nodes[index_].depth;
}

}  // namespace cuttings
