#pragma once
// Document: the page's tree as a flat array in document order, and Node, a handle into it. Only
// document.cc (and its parser file) know Gumbo. Nothing here recurses, whatever the page's depth.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/result.h"
#include "config/extract_options.h"
#include "extractor/dom/document_tree.h"
#include "extractor/dom/node.h"
#include "extractor/dom/tag.h"

namespace cuttings {

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

  /// How the page's source ends.
  const PageEnd& end() const;

 private:
  explicit Document(std::unique_ptr<DocumentTree> tree);
  std::unique_ptr<DocumentTree> tree_;
};

}  // namespace cuttings
