#include "extractor/dom/document.h"

#include "extractor/dom/document_tree.h"

namespace cuttings {

std::string_view Node::tag_name() const {
  if (tag() != Tag::kOther) return cuttings::tag_name(tag());
  if (tree_ == nullptr) return {};
  const NodeRecord& node = tree_->nodes[index_];
  return std::string_view(tree_->names).substr(node.raw_begin, node.raw_count);
}

std::string_view Node::raw_text() const {
  if (!is_element() || tag() == Tag::kOther) return {};
  const NodeRecord& node = tree_->nodes[index_];
  return std::string_view(tree_->html).substr(node.raw_begin, node.raw_count);
}

std::string Node::text_content() const {
  std::string out;
  for (std::uint32_t i = index_; i < subtree_end(); ++i) out += Node(tree_, i).text();
  return out;
}

Document::Document(std::unique_ptr<DocumentTree> tree) : tree_(std::move(tree)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Node Document::head() const { return node(tree_->head); }
Node Document::body() const { return node(tree_->body); }
std::uint32_t Document::size() const { return static_cast<std::uint32_t>(tree_->nodes.size()); }
const PageEnd& Document::end() const { return tree_->end; }

}  // namespace cuttings
