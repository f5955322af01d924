// Document::parse(): scan, Gumbo over the skeleton, then Gumbo's tree into flat arrays. The only
// file of the library that includes gumbo.h. docs/parsing.md tells how and why.

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstring>
#include <string>
#include <utility>

#include "config/base/text.h"
#include "extractor/dom/character_reference.h"
#include "extractor/dom/document.h"
#include "extractor/dom/document_tree.h"
#include "extractor/dom/gumbo_arena.h"
#include "extractor/dom/skeleton.h"

namespace cuttings {
namespace {

struct ParsedSkeleton {
  const GumboNode* root;
  GumboArena::Stop stop;
};

// Nothing here has a destructor, because the arena may leave by longjmp through Gumbo's frames.
ParsedSkeleton run_gumbo(const char* markup, std::size_t length, GumboArena* arena) {
  const int stop = setjmp(arena->exit);
  if (stop != 0) return {nullptr, static_cast<GumboArena::Stop>(stop)};
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  options.userdata = arena;
  options.allocator = [](void* userdata, std::size_t size) {
    return static_cast<GumboArena*>(userdata)->allocate(size);
  };
  options.deallocator = [](void* userdata, void* pointer) {
    static_cast<GumboArena*>(userdata)->release(pointer);
  };
  return {gumbo_parse_with_options(&options, markup, length)->root, GumboArena::Stop::kNone};
}

std::array<Tag, GUMBO_TAG_LAST + 1> make_tag_table() {
  std::array<Tag, GUMBO_TAG_LAST + 1> table;
  for (int tag = 0; tag <= GUMBO_TAG_LAST; ++tag)
    table[static_cast<std::size_t>(tag)] =
        tag < GUMBO_TAG_UNKNOWN
            ? tag_from_name(gumbo_normalized_tagname(static_cast<GumboTag>(tag)))
            : Tag::kOther;
  return table;
}

bool is_raw_html(Tag tag) {
  return tag == Tag::kXmp || tag == Tag::kIframe || tag == Tag::kNoembed || tag == Tag::kNoframes;
}
bool has_raw_body(const GumboElement& element, Tag tag) {
  return tag == Tag::kScript || tag == Tag::kStyle ||
         (is_raw_html(tag) && element.tag_namespace == GUMBO_NAMESPACE_HTML);
}

// Gumbo's tree to DocumentTree. Elements deeper than max_depth are left out, their text stays.
class TreeBuilder {
 public:
  TreeBuilder(DocumentTree& tree, const Skeleton& skeleton, const ParseLimits& limits)
      : tree_(tree),
        skeleton_(skeleton),
        max_depth_(std::min(limits.max_depth, 0xFFFEu)),
        max_nodes_(limits.max_nodes) {
    tree_.nodes.reserve(skeleton.tags.size() + skeleton.texts.size() + skeleton.folded.size() + 8);
    tree_.text.reserve(tree.html.size() / 8);
  }

  /// False when the page has more than max_nodes nodes.
  bool build(const GumboNode* root) {
    open_.push_back({root, add_element(root, 0, 0), 0, true});
    while (!open_.empty()) {
      Open& top = open_.back();
      const GumboVector& children = top.node->v.element.children;
      if (top.next_child >= children.length) {
        if (top.is_own) tree_.nodes[top.index].end = size();
        open_.pop_back();
        continue;
      }
      if (tree_.nodes.size() > max_nodes_) return false;
      visit(static_cast<const GumboNode*>(children.data[top.next_child++]), top.index);
    }
    return tree_.nodes.size() <= max_nodes_;
  }

 private:
  struct Open {
    const GumboNode* node;
    std::uint32_t index;  // of its record, or of the ancestor's that stands for it
    unsigned next_child;
    bool is_own;
  };

  std::uint32_t size() const { return static_cast<std::uint32_t>(tree_.nodes.size()); }

  void visit(const GumboNode* child, std::uint32_t parent) {
    switch (child->type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_WHITESPACE:
      case GUMBO_NODE_CDATA:
        return add_text(child->v.text, parent);
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE:
        return visit_element(child, parent);
      case GUMBO_NODE_DOCUMENT:
      case GUMBO_NODE_COMMENT:
        return;
    }
  }

  void visit_element(const GumboNode* child, std::uint32_t parent) {
    const std::uint32_t depth = tree_.nodes[parent].depth + 1u;
    if (depth > max_depth_) {
      if (!has_raw_body(child->v.element, tag_of(child->v.element)))
        open_.push_back({child, parent, 0, false});
      return;
    }
    const std::uint32_t index = add_element(child, parent, depth);
    if (has_raw_body(child->v.element, tree_.nodes[index].tag))
      tree_.nodes[index].end = size();
    else
      open_.push_back({child, index, 0, true});
  }

  static Tag tag_of(const GumboElement& element) {
    static const std::array<Tag, GUMBO_TAG_LAST + 1> table = make_tag_table();
    return table[static_cast<std::size_t>(element.tag)];
  }

  // The start tag an element came from; null for elements the parser invented.
  const SkeletonTag* source_of(const GumboElement& element) {
    const char* begin = element.original_tag.data;
    if (begin == nullptr || element.original_tag.length == 0) return nullptr;
    const auto offset = static_cast<std::uint32_t>(begin - skeleton_.markup.data());
    const std::vector<SkeletonTag>& tags = skeleton_.tags;
    if (next_tag_ < tags.size() && tags[next_tag_].skeleton_begin == offset)
      return &tags[next_tag_++];  // nearly always: the tree is in source order
    const auto found = std::lower_bound(
        tags.begin(), tags.end(), offset,
        [](const SkeletonTag& tag, std::uint32_t wanted) { return tag.skeleton_begin < wanted; });
    if (found == tags.end() || found->skeleton_begin != offset) return nullptr;
    next_tag_ = static_cast<std::size_t>(found - tags.begin()) + 1;
    return &*found;
  }

  std::uint32_t add_element(const GumboNode* node, std::uint32_t parent, std::uint32_t depth) {
    const GumboElement& element = node->v.element;
    const SkeletonTag* source = source_of(element);
    const std::uint32_t index = size();
    NodeRecord& record = tree_.nodes.emplace_back();
    record.parent = parent, record.depth = static_cast<std::uint16_t>(depth);
    record.tag = tag_of(element);
    if (source != nullptr) {
      record.data_begin = source->attributes_begin, record.data_count = source->attributes_count;
    }
    if (element.tag == GUMBO_TAG_UNKNOWN && source != nullptr) name_unknown(record, *source);
    if (source != nullptr && has_raw_body(element, record.tag)) {
      record.raw_begin = source->raw_begin, record.raw_count = source->raw_count;
    } else if (record.tag == Tag::kOther && element.tag != GUMBO_TAG_UNKNOWN) {
      keep_name(record, gumbo_normalized_tagname(element.tag));
    }
    if (record.tag == Tag::kHtml || record.tag == Tag::kBody) merge_attributes(record, element);
    if (record.tag == Tag::kHead && tree_.head == 0) tree_.head = index;
    if (record.tag == Tag::kBody && tree_.body == 0) tree_.body = index;
    return index;
  }

  void name_unknown(NodeRecord& record, const SkeletonTag& source) {
    const std::string_view name =
        std::string_view(skeleton_.markup).substr(source.skeleton_begin + 1, source.name_length);
    record.tag = tag_from_name(name);
    if (record.tag == Tag::kOther) keep_name(record, name);
  }

  void keep_name(NodeRecord& record, std::string_view name) {
    record.raw_begin = static_cast<std::uint32_t>(tree_.names.size());
    record.raw_count = static_cast<std::uint32_t>(name.size());
    tree_.names += name;
  }

  // A second <html> or <body> tag adds the attributes that the first had not. The skeleton names
  // each such tag by a number, as an attribute, and Gumbo merges those.
  void merge_attributes(NodeRecord& record, const GumboElement& element) {
    if (element.attributes.length < (record.data_count > 0 ? 2u : 1u)) return;
    const auto begin = static_cast<std::uint32_t>(tree_.attributes.size());
    for (unsigned i = 0; i < element.attributes.length; ++i) {
      const auto* marker = static_cast<const GumboAttribute*>(element.attributes.data[i]);
      std::size_t number = 0;
      for (const char* c = marker->name; is_ascii_digit(*c); ++c)
        number = number * 10 + static_cast<std::size_t>(*c - '0');
      if (number >= skeleton_.tags.size()) continue;
      const SkeletonTag& tag = skeleton_.tags[number];
      for (std::uint32_t k = 0; k < tag.attributes_count; ++k)
        add_if_new(begin, tree_.attributes[tag.attributes_begin + k]);
    }
    record.data_begin = begin;
    record.data_count = static_cast<std::uint32_t>(tree_.attributes.size()) - begin;
  }

  void add_if_new(std::uint32_t begin, Attribute attribute) {
    constexpr std::size_t kMaxMerged = 1000;
    if (tree_.attributes.size() - begin >= kMaxMerged) return;
    for (std::size_t i = begin; i < tree_.attributes.size(); ++i)
      if (tree_.attributes[i].name == attribute.name) return;
    tree_.attributes.push_back(attribute);
  }

  // A text node holds spaces and placeholders, one for each stretch of the page's text and for each
  // element that Gumbo did not see, which ends our text node.
  void add_text(const GumboText& text, std::uint32_t parent) {
    const std::string_view marks = text.text;
    next_text_ = text_at(text.original_text.data);
    std::uint32_t begin = size_of_text();
    for (std::size_t i = 0; i < marks.size();) {
      if (marks[i] == ' ') {
        append_space();
        ++i;
        continue;
      }
      CodePoint mark = decode_code_point(marks, i);
      std::uint32_t number = 0;
      if (mark.value >= kPlaceholderHighBase && i + mark.length < marks.size()) {
        number = static_cast<std::uint32_t>(mark.value - kPlaceholderHighBase) * kPlaceholders;
        i += mark.length;
        mark = decode_code_point(marks, i);
      }
      i += mark.length;
      if (mark.value < kPlaceholderBase) {
        tree_.text += marks.substr(i - mark.length, mark.length);
        continue;
      }
      number += static_cast<std::uint32_t>(mark.value - kPlaceholderBase);
      if (number >= skeleton_.texts.size()) continue;
      const SkeletonText& stretch = skeleton_.texts[number];
      next_text_ = number + 1;
      if (stretch.kind == TextKind::kFolded) {
        add_text_node(begin, parent);
        add_folded(stretch.page_begin, parent);
        begin = size_of_text();
      } else {
        append_stretch(stretch.page_begin, stretch.page_end, stretch.kind);
      }
    }
    add_text_node(begin, parent);
  }

  // Makes the text from `begin` on a node, if there is any.
  void add_text_node(std::uint32_t begin, std::uint32_t parent) {
    const std::uint32_t count = size_of_text() - begin;
    if (count == 0) return;
    NodeRecord& record = tree_.nodes.emplace_back();
    record.parent = parent;
    record.depth = static_cast<std::uint16_t>(tree_.nodes[parent].depth + 1);
    record.tag = Tag::kText;
    record.data_begin = begin, record.data_count = count;
    record.end = size();
  }

  // The `number`th folded node, an element, and what is in it. Elements deeper than max_depth_ are
  // left out.
  void add_folded(std::uint32_t number, std::uint32_t parent) {
    std::uint32_t text = size_of_text();
    const std::uint32_t end = skeleton_.folded[number].end;
    for (std::uint32_t i = number; i <= end && tree_.nodes.size() <= max_nodes_; ++i) {
      for (; !open_folded_.empty() && open_folded_.back().end == i; open_folded_.pop_back()) {
        add_text_node(std::exchange(text, size_of_text()), open_folded_.back().index);
        if (open_folded_.back().is_own) tree_.nodes[open_folded_.back().index].end = size();
      }
      if (i == end) break;
      const FoldedNode& node = skeleton_.folded[i];
      const std::uint32_t around = open_folded_.empty() ? parent : open_folded_.back().index;
      if (node.tag == Tag::kText) {
        append_stretch(node.begin, node.limit, node.kind);
        continue;
      }
      add_text_node(std::exchange(text, size_of_text()), around);
      const bool is_own = tree_.nodes[around].depth < max_depth_;
      open_folded_.push_back({node.end, is_own ? add_element(node, around) : around, is_own});
    }
    open_folded_.clear();
  }

  std::uint32_t add_element(const FoldedNode& node, std::uint32_t parent) {
    NodeRecord& record = tree_.nodes.emplace_back();
    record.parent = parent;
    record.depth = static_cast<std::uint16_t>(tree_.nodes[parent].depth + 1);
    record.tag = node.tag;
    record.data_begin = node.begin, record.data_count = node.limit - node.begin;
    record.raw_begin = node.raw_begin, record.raw_count = node.raw_count;
    return size() - 1;
  }

  std::uint32_t size_of_text() const { return static_cast<std::uint32_t>(tree_.text.size()); }

  // A space stands for the next stretch of white space; after the first in a node, the source
  // position is not told, so this may take another one's white space for it.
  void append_space() {
    const std::vector<SkeletonText>& texts = skeleton_.texts;
    if (next_text_ >= texts.size() || !texts[next_text_].is_space) {
      tree_.text += ' ';
      return;
    }
    const SkeletonText& space = texts[next_text_++];
    append_stretch(space.page_begin, space.page_end, space.kind);
  }

  void append_stretch(std::uint32_t begin, std::uint32_t end, TextKind kind) {
    const std::string_view source = std::string_view(tree_.html).substr(begin, end - begin);
    const std::string_view nul = kind == TextKind::kData ? std::string_view() : kReplacement;
    if (kind == TextKind::kLiteral)
      append_normalized(tree_.text, source, nul);
    else
      append_decoded(tree_.text, source, ReferenceContext::kText, nul);
  }

  std::size_t text_at(const char* skeleton_position) const {
    const std::vector<SkeletonText>& texts = skeleton_.texts;
    if (skeleton_position == nullptr) return texts.size();
    const auto offset = static_cast<std::uint32_t>(skeleton_position - skeleton_.markup.data());
    if (next_text_ < texts.size() && texts[next_text_].skeleton_begin == offset) return next_text_;
    return static_cast<std::size_t>(
        std::lower_bound(texts.begin(), texts.end(), offset,
                         [](const SkeletonText& text, std::uint32_t wanted) {
                           return text.skeleton_begin < wanted;
                         }) -
        texts.begin());
  }

  DocumentTree& tree_;
  const Skeleton& skeleton_;
  std::uint32_t max_depth_;
  std::uint32_t max_nodes_;
  struct OpenFolded {
    std::uint32_t end;    // of its folded nodes
    std::uint32_t index;  // as Open's
    bool is_own;
  };

  std::vector<Open> open_;
  std::vector<OpenFolded> open_folded_;
  std::size_t next_tag_ = 0;
  std::size_t next_text_ = 0;
};

std::string stop_message(GumboArena::Stop stop, const ParseLimits& limits) {
  if (stop == GumboArena::Stop::kOutOfTime)
    return "parsing the page took longer than parse_deadline_ms = " +
           std::to_string(limits.parse_deadline_ms);
  return "parsing the page needs more memory than max_arena_bytes = " +
         std::to_string(limits.max_arena_bytes);
}

}  // namespace

Result<Document> Document::parse(std::string html, const ParseLimits& limits) {
  constexpr std::size_t kOffsetLimit = UINT32_MAX;
  if (html.size() > std::min(limits.max_page_bytes, kOffsetLimit))
    return fail(ErrorCode::kTooLarge, "page of " + std::to_string(html.size()) +
                                          " bytes is over the limit of max_page_bytes = " +
                                          std::to_string(limits.max_page_bytes));
  auto tree = std::make_unique<DocumentTree>();
  tree->html = std::move(html);
  const Skeleton skeleton = scan_page(*tree, limits);
  GumboArena arena(limits.max_arena_bytes, std::chrono::milliseconds(limits.parse_deadline_ms));
  const ParsedSkeleton parsed = run_gumbo(skeleton.markup.data(), skeleton.markup.size(), &arena);
  if (parsed.root == nullptr) return fail(ErrorCode::kTooLarge, stop_message(parsed.stop, limits));
  if (!TreeBuilder(*tree, skeleton, limits).build(parsed.root))
    return fail(ErrorCode::kTooLarge,
                "page has more nodes than max_nodes = " + std::to_string(limits.max_nodes));
  return Document(std::move(tree));
}

}  // namespace cuttings
