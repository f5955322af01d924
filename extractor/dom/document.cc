#include "extractor/dom/document.h"

#include "extractor/dom/document_tree.h"

namespace cuttings {

bool Node::is_element() const { return tree_ != nullptr && tag() != Tag::kText; }
bool Node::is_text() const { return tree_ != nullptr && tag() == Tag::kText; }
Tag Node::tag() const { return tree_ == nullptr ? Tag::kOther : tree_->nodes[index_].tag; }

std::string_view Node::tag_name() const {
  if (tag() != Tag::kOther) return cuttings::tag_name(tag());
  if (tree_ == nullptr) return {};
  const NodeRecord& node = tree_->nodes[index_];
  return std::string_view(tree_->names).substr(node.raw_begin, node.raw_count);
}

std::string_view Node::text() const {
  if (!is_text()) return {};
  const NodeRecord& node = tree_->nodes[index_];
  return std::string_view(tree_->text).substr(node.data_begin, node.data_count);
}

std::string_view Node::raw_text() const {
  if (!is_element() || tag() == Tag::kOther) return {};
  const NodeRecord& node = tree_->nodes[index_];
  return std::string_view(tree_->html).substr(node.raw_begin, node.raw_count);
}

std::span<const Attribute> Node::attributes() const {
  if (!is_element()) return {};
  const NodeRecord& node = tree_->nodes[index_];
  return std::span(tree_->attributes).subspan(node.data_begin, node.data_count);
}

std::string_view Node::attribute(std::string_view name) const {
  for (const Attribute& attribute : attributes())
    if (attribute.name == name) return attribute.value;
  return {};
}

bool Node::has_attribute(std::string_view name) const {
  for (const Attribute& attribute : attributes())
    if (attribute.name == name) return true;
  return false;
}

Node Node::parent() const {
  if (tree_ == nullptr || index_ == 0) return {};
  return {tree_, tree_->nodes[index_].parent};
}

Node Node::first_child() const {
  if (tree_ == nullptr || tree_->nodes[index_].end == index_ + 1) return {};
  return {tree_, index_ + 1};
}

Node Node::next_sibling() const {
  if (tree_ == nullptr || index_ == 0) return {};
  const NodeRecord& node = tree_->nodes[index_];
  if (node.end >= tree_->nodes[node.parent].end) return {};
  return {tree_, node.end};
}

std::uint32_t Node::subtree_end() const { return tree_ == nullptr ? 0 : tree_->nodes[index_].end; }
std::uint32_t Node::depth() const { return tree_ == nullptr ? 0 : tree_->nodes[index_].depth; }

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

}  // namespace cuttings
