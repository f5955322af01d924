#pragma once
// Document: the page's tree as a flat array in document order, and Node, a handle into it. Only
// document.cc (and its parser file) know Gumbo. Nothing here recurses, whatever the page's depth.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/result.h"
#include "config/extract_options.h"
#include "extractor/dom/tag.h"

namespace cuttings {

/// `name` is lower case as HTML folds it; `value` has its character references decoded.
struct Attribute {
  std::string_view name;
  std::string_view value;
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

/// Owns the page and its tree; move-only. Reading is thread-safe.
class Document {
 public:
  /// Parses `html`, which must be valid UTF-8 (decode/decode.h makes it so).
  /// Error kTooLarge names the limit that was exceeded. O(n) for ordinary pages.
  static Result<Document> parse(std::string html, const ParseLimits& limits);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  /// The <html> element; always there.
  Node root() const { return node(0); }
  /// The <head> and <body> elements; always there.
  Node head() const;
  Node body() const;

  /// The node at `index` < size(), in document order.
  Node node(std::uint32_t index) const { return Node(tree_.get(), index); }
  std::uint32_t size() const;

 private:
  explicit Document(std::unique_ptr<DocumentTree> tree);
  std::unique_ptr<DocumentTree> tree_;
};

}  // namespace cuttings
