#include "tests/support/direct_parse.h"

#include <gumbo.h>

#include <algorithm>

#include "config/base/text.h"

namespace cuttings {
namespace {

// Gathers text until the next element or end, then writes one line for it.
class LineWriter {
 public:
  void text(std::string_view text, std::size_t depth, bool is_preformatted) {
    if (depth != text_depth_) flush();
    text_ += text, text_depth_ = depth, is_preformatted_ = is_preformatted;
  }
  void element(std::string_view name, std::vector<std::string> attributes, std::size_t depth) {
    flush();
    std::sort(attributes.begin(), attributes.end());
    std::string line = std::string(depth, ' ') + "<" + std::string(name);
    for (const std::string& attribute : attributes) line += " " + attribute;
    lines_.push_back(line + ">");
  }
  void raw(std::string_view body, std::size_t depth) {
    flush();
    if (!body.empty()) lines_.push_back(std::string(depth, ' ') + "raw: " + std::string(body));
  }
  // Called where an element ends, so that text after it is not joined to text before it.
  void end() { flush(); }
  TreeLines take() {
    flush();
    return std::move(lines_);
  }

 private:
  void flush() {
    std::string shown = is_preformatted_ ? text_ : collapse_ascii(text_);
    if (!shown.empty()) lines_.push_back(std::string(text_depth_, ' ') + '"' + shown + '"');
    text_.clear();
  }
  static std::string collapse_ascii(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (!is_ascii_space(c))
        out += c;
      else if (!out.empty() && out.back() != ' ')
        out += ' ';
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
  }

  TreeLines lines_;
  std::string text_;
  std::size_t text_depth_ = 0;
  bool is_preformatted_ = false;
};

bool keeps_space(std::string_view name) {
  return name == "pre" || name == "textarea" || name == "listing";
}
bool is_script_or_style(std::string_view name) { return name == "script" || name == "style"; }
bool hides_children(std::string_view name, bool is_html) {
  return is_script_or_style(name) || (is_html && (name == "xmp" || name == "iframe" ||
                                                  name == "noembed" || name == "noframes"));
}

std::string gumbo_name(const GumboElement& element) {
  std::string name = gumbo_normalized_tagname(element.tag);
  if (!name.empty() || element.original_tag.length == 0) return name;
  GumboStringPiece piece = element.original_tag;
  gumbo_tag_from_original_text(&piece);
  std::string_view tag(piece.data, piece.length);
  name = to_ascii_lower(tag.substr(0, tag.find_first_of(" \t\n\f\r/>")));
  return replace_all(name, std::string_view("\0", 1), "\xEF\xBF\xBD");
}

std::string unified_line_ends(std::string_view text) {
  return replace_all(replace_all(text, "\r\n", "\n"), "\r", "\n");
}

struct Open {
  const GumboNode* node;
  std::size_t next_child;
  std::size_t depth;
  bool is_preformatted;
};

std::string gumbo_element(LineWriter& writer, const GumboElement& element, std::size_t depth) {
  std::string name = gumbo_name(element);
  std::vector<std::string> attributes;
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    // Gumbo takes the prefix off "xlink:href" in svg and math; we keep names as they stand.
    const std::string_view original(attribute->original_name.data, attribute->original_name.length);
    const std::string_view attribute_name =
        attribute->attr_namespace == GUMBO_ATTR_NAMESPACE_NONE ? attribute->name : original;
    attributes.push_back(to_ascii_lower(attribute_name) + "=\"" + attribute->value + '"');
  }
  writer.element(name, std::move(attributes), depth);
  return name;
}

}  // namespace

TreeLines direct_parse(std::string_view html) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* output = gumbo_parse_with_options(&options, html.data(), html.size());
  LineWriter writer;
  std::vector<Open> open;
  gumbo_element(writer, output->root->v.element, 0);
  open.push_back({output->root, 0, 1, false});
  while (!open.empty()) {
    Open& top = open.back();
    const GumboVector& children = top.node->v.element.children;
    if (top.next_child >= children.length) {
      writer.end();
      open.pop_back();
      continue;
    }
    const Open here = top;
    const auto* child = static_cast<const GumboNode*>(children.data[top.next_child++]);
    if (child->type == GUMBO_NODE_COMMENT) continue;
    if (child->type != GUMBO_NODE_ELEMENT && child->type != GUMBO_NODE_TEMPLATE) {
      writer.text(child->v.text.text, here.depth, here.is_preformatted);
      continue;
    }
    const GumboElement& element = child->v.element;
    const std::string name = gumbo_element(writer, element, here.depth);
    const bool is_html = element.tag_namespace == GUMBO_NAMESPACE_HTML;
    if (hides_children(name, is_html)) {
      if (is_html && is_script_or_style(name) && element.children.length > 0) {
        const auto* text = static_cast<const GumboNode*>(element.children.data[0]);
        writer.raw(text->v.text.text, here.depth + 1);
      }
      continue;
    }
    open.push_back({child, 0, here.depth + 1, here.is_preformatted || keeps_space(name)});
  }
  gumbo_destroy_output(&options, output);
  return writer.take();
}

TreeLines tree_lines(const Document& document) {
  LineWriter writer;
  std::vector<bool> preformatted(document.size());
  std::uint32_t last_depth = 0;
  for (std::uint32_t i = 0; i < document.size(); ++i) {
    const Node node = document.node(i);
    if (node.depth() < last_depth) writer.end();
    last_depth = node.depth();
    const bool inside = node.parent() && preformatted[node.parent().index()];
    preformatted[i] = inside || keeps_space(node.tag_name());
    if (node.is_text()) {
      writer.text(node.text(), node.depth(), inside);
      continue;
    }
    std::vector<std::string> attributes;
    for (const Attribute& attribute : node.attributes())
      attributes.push_back(std::string(attribute.name) + "=\"" + std::string(attribute.value) +
                           '"');
    writer.element(node.tag_name(), std::move(attributes), node.depth());
    bool is_html = true;
    for (Node up = node.parent(); up; up = up.parent())
      is_html = is_html && up.tag() != Tag::kSvg && up.tag() != Tag::kMath;
    if (is_html && is_script_or_style(node.tag_name()))
      writer.raw(replace_all(unified_line_ends(node.raw_text()), std::string_view("\0", 1),
                             "\xEF\xBF\xBD"),
                 node.depth() + 1);
  }
  return writer.take();
}

std::string first_difference(const TreeLines& expected, const TreeLines& actual) {
  std::size_t i = 0;
  while (i < expected.size() && i < actual.size() && expected[i] == actual[i]) ++i;
  if (i == expected.size() && i == actual.size()) return {};
  std::string out;
  for (std::size_t k = i < 2 ? 0 : i - 2; k < i; ++k) out += "  " + expected[k] + "\n";
  for (std::size_t k = i; k < std::min(i + 3, expected.size()); ++k)
    out += "- " + expected[k] + "\n";
  for (std::size_t k = i; k < std::min(i + 3, actual.size()); ++k) out += "+ " + actual[k] + "\n";
  return out;
}

}  // namespace cuttings
