#include "extractor/metadata/node_text.h"

#include "config/base/text.h"

namespace cuttings {
namespace {

bool breaks_line(Tag tag) {
  return tag == Tag::kBr || tag == Tag::kDiv || tag == Tag::kP || tag == Tag::kLi ||
         tag == Tag::kTd || tag == Tag::kDd || tag == Tag::kDt;
}

}  // namespace

std::string short_text(const Document& document, Node node, std::size_t max_bytes) {
  constexpr std::uint32_t kMaxNodes = 400;
  std::string text;
  if (node.subtree_end() - node.index() > kMaxNodes) return {};
  for (std::uint32_t i = node.index(); i < node.subtree_end(); ++i) {
    const Node inner = document.node(i);
    if (inner.is_text()) text += inner.text();
    if (breaks_line(inner.tag())) text += ' ';
    if (text.size() > 4 * max_bytes) return {};
  }
  text = collapse_whitespace(text);
  return text.size() > max_bytes ? std::string() : text;
}

std::string title_text(const Document& document, Node title) {
  std::string text = short_text(document, title, 1000);
  return text.empty() ? std::string(title.raw_text()) : text;
}

}  // namespace cuttings
