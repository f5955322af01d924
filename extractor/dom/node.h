#pragma once
// Node: a handle to one node of a page's tree. Include document.h; this file is its first half.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "extractor/dom/tag.h"

namespace cuttings {

/// `name` is lower case as HTML folds it; `value` has its character references decoded.
struct Attribute {
  std::string_view name;
  std::string_view value;

  /// With a literal the length is known when this is compiled, and the comparison a few
  /// instructions: pages have more attributes than anything else.
  [[gnu::always_inline]] bool is_called(std::string_view other) const {
    return name.size() == other.size() &&
           __builtin_memcmp(name.data(), other.data(), other.size()) == 0;
  }
};

struct DocumentTree;  // document_tree.h, inside extractor/dom only

/// A cheap handle, two words; valid as long as its Document, wherever that is moved. A null node
/// answers like an empty element.
class Node {
 public:
  Node() = default;

  explicit operator bool() const { return tree_ != nullptr; }
  bool is_element() const;
  bool is_text() const;

  /// kText for text nodes, kOther for elements that tag.h does not list.
  Tag tag() const;
  /// The element's name in lower case, also for kOther; empty for text nodes.
  std::string_view tag_name() const;
  /// A text node's characters, references decoded; empty for elements.
  std::string_view text() const;
  /// The source between <script>, <style> and the like and their end tags, undecoded; else empty.
  /// (They have no text child: what is not shown is not text.)
  std::string_view raw_text() const;

  std::span<const Attribute> attributes() const;
  /// The value of the first attribute called `name`, or an empty view.
  std::string_view attribute(std::string_view name) const;
  bool has_attribute(std::string_view name) const;

  Node parent() const;
  Node first_child() const;
  Node next_sibling() const;

  /// Position in document order; the subtree of this node is [index(), subtree_end()).
  std::uint32_t index() const { return index_; }
  std::uint32_t subtree_end() const;
  /// Levels above: 0 for <html>.
  std::uint32_t depth() const;

  /// All text below this node as it stands (script and style excluded), not collapsed.
  std::string text_content() const;

  friend bool operator==(Node a, Node b) { return a.tree_ == b.tree_ && a.index_ == b.index_; }

 private:
  friend class Document;
  Node(const DocumentTree* tree, std::uint32_t index) : tree_(tree), index_(index) {}

  const DocumentTree* tree_ = nullptr;
  std::uint32_t index_ = 0;
};

}  // namespace cuttings
