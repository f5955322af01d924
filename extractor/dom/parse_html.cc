// Document::parse(): the only file of ours that includes gumbo.h.
// First form: Gumbo over the whole page with an arena of system malloc. The skeleton scan replaces
// it.

#include <gumbo.h>

#include <cstring>

#include "config/base/text.h"
#include "extractor/dom/document.h"
#include "extractor/dom/document_tree.h"

namespace cuttings {
namespace {

bool has_raw_body(Tag tag) {
  return tag == Tag::kScript || tag == Tag::kStyle || tag == Tag::kXmp || tag == Tag::kIframe ||
         tag == Tag::kNoembed || tag == Tag::kNoframes;
}

const GumboVector* children_of(const GumboNode* node) {
  if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE)
    return &node->v.element.children;
  return nullptr;
}

class TreeBuilder {
 public:
  explicit TreeBuilder(DocumentTree& tree) : tree_(tree) {}

  void build(const GumboNode* root) {
    struct Open {
      const GumboNode* node;
      std::uint32_t index;
      unsigned next_child;
    };
    std::vector<Open> open;
    open.push_back({root, add_element(root, 0, 0), 0});
    while (!open.empty()) {
      Open& top = open.back();
      const GumboVector* children = children_of(top.node);
      const bool skip = has_raw_body(tree_.nodes[top.index].tag);
      if (skip || children == nullptr || top.next_child >= children->length) {
        tree_.nodes[top.index].end = static_cast<std::uint32_t>(tree_.nodes.size());
        open.pop_back();
        continue;
      }
      const auto* child = static_cast<const GumboNode*>(children->data[top.next_child++]);
      const auto depth = static_cast<std::uint16_t>(open.size());
      if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE ||
          child->type == GUMBO_NODE_CDATA) {
        add_text(child->v.text.text, top.index, depth);
      } else if (child->type != GUMBO_NODE_COMMENT) {
        open.push_back({child, add_element(child, top.index, depth), 0});
      }
    }
  }

 private:
  std::string_view keep(std::string_view s) { return tree_.strings.emplace_back(s); }

  void add_text(std::string_view text, std::uint32_t parent, std::uint16_t depth) {
    NodeRecord record;
    record.parent = parent, record.depth = depth, record.tag = Tag::kText;
    record.data_begin = static_cast<std::uint32_t>(tree_.text.size());
    record.data_count = static_cast<std::uint32_t>(text.size());
    record.end = static_cast<std::uint32_t>(tree_.nodes.size() + 1);
    tree_.text += text;
    tree_.nodes.push_back(record);
  }

  std::uint32_t add_element(const GumboNode* node, std::uint32_t parent, std::uint16_t depth) {
    const GumboElement& element = node->v.element;
    NodeRecord record;
    record.parent = parent, record.depth = depth;
    std::string name = gumbo_normalized_tagname(element.tag);
    if (name.empty() && element.original_tag.length > 0) {
      GumboStringPiece piece = element.original_tag;
      gumbo_tag_from_original_text(&piece);
      name = to_ascii_lower(std::string_view(piece.data, piece.length));
    }
    record.tag = tag_from_name(name);
    if (record.tag == Tag::kOther) {
      record.raw_begin = static_cast<std::uint32_t>(tree_.names.size());
      record.raw_count = static_cast<std::uint32_t>(name.size());
      tree_.names += name;
    } else if (has_raw_body(record.tag) && element.children.length > 0) {
      const auto* text = static_cast<const GumboNode*>(element.children.data[0]);
      const std::string_view original(text->v.text.original_text.data,
                                      text->v.text.original_text.length);
      record.raw_begin = static_cast<std::uint32_t>(original.data() - tree_.html.data());
      record.raw_count = static_cast<std::uint32_t>(original.size());
    }
    record.data_begin = static_cast<std::uint32_t>(tree_.attributes.size());
    record.data_count = element.attributes.length;
    for (unsigned i = 0; i < element.attributes.length; ++i) {
      const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
      tree_.attributes.push_back({keep(attribute->name), keep(attribute->value)});
    }
    const auto index = static_cast<std::uint32_t>(tree_.nodes.size());
    if (record.tag == Tag::kHead && tree_.head == 0) tree_.head = index;
    if (record.tag == Tag::kBody && tree_.body == 0) tree_.body = index;
    tree_.nodes.push_back(record);
    return index;
  }

  DocumentTree& tree_;
};

}  // namespace

Result<Document> Document::parse(std::string html, const ParseLimits& limits) {
  if (html.size() > limits.max_page_bytes)
    return fail(ErrorCode::kTooLarge, "page of " + std::to_string(html.size()) +
                                          " bytes is over the limit of " +
                                          std::to_string(limits.max_page_bytes));
  auto tree = std::make_unique<DocumentTree>();
  tree->html = std::move(html);
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* output = gumbo_parse_with_options(&options, tree->html.data(), tree->html.size());
  TreeBuilder(*tree).build(output->root);
  gumbo_destroy_output(&options, output);
  return Document(std::move(tree));
}

}  // namespace cuttings
