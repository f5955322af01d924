#include "extractor/rules/xpath_page.h"

#include <algorithm>
#include <memory>

#include <libxml/tree.h>
#include <libxml/xpath.h>

namespace cuttings {
namespace {

constexpr int kOpLimitExceeded =  // libxml2 reports its XPath errors counted from this one
    int{XML_XPATH_EXPRESSION_OK} + int{XPATH_OP_LIMIT_EXCEEDED};
constexpr std::size_t kMaxExpression = 2000;  // bytes; FiveFilters' longest have some 600
constexpr std::ptrdiff_t kMaxNesting = 100;   // brackets: libxml2 recurses on each

const xmlChar* chars(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}
std::string string_of(xmlChar* owned) {
  std::string text = owned == nullptr ? "" : reinterpret_cast<const char*>(owned);
  xmlFree(owned);
  return text;
}

// Numbers of nodes ride in libxml2's own field for users.
void* mark_of(Node node) { return reinterpret_cast<void*>(std::uintptr_t{node.index()} + 1); }

template <auto free>
struct Free {
  template <class T>
  void operator()(T* owned) const {
    free(owned);
  }
};
template <class T, auto free>
using Owned = std::unique_ptr<T, Free<free>>;

void ignore_error(void*, xmlErrorPtr) {}
void ignore_words(void*, const char*, ...) {}  // libxml2 prints "function x not found" there

xmlNodePtr copy_element(xmlDocPtr tree, Node node) {
  const std::string name(node.tag_name());
  xmlNodePtr element = xmlNewDocNode(tree, nullptr, chars(name), nullptr);
  if (element == nullptr) throw std::bad_alloc();
  for (const Attribute& attribute : node.attributes()) {
    const std::string key(attribute.name), value(attribute.value);
    if (xmlHasProp(element, chars(key)) == nullptr) xmlNewProp(element, chars(key), chars(value));
  }
  return element;
}

xmlNodePtr copy_text(xmlDocPtr tree, Node node) {
  const std::string_view text = node.text();
  xmlNodePtr copy = xmlNewDocTextLen(tree, reinterpret_cast<const xmlChar*>(text.data()),
                                     static_cast<int>(text.size()));
  if (copy == nullptr) throw std::bad_alloc();
  return copy;
}

Result<void> check_size(const std::string& expression) {
  const auto opens = [](char c) { return c == '(' || c == '[' || c == '/'; };
  if (expression.size() <= kMaxExpression &&
      std::count_if(expression.begin(), expression.end(), opens) <= kMaxNesting)
    return {};
  return fail(ErrorCode::kTooLarge, "the XPath is too long or too deep",
              "write it as several lines");
}

}  // namespace

struct XPathPage::Tree {
  const Document& document;
  Owned<xmlDoc, xmlFreeDoc> xml;

  Node node_of(const xmlNode* node) const {
    const auto mark = reinterpret_cast<std::uintptr_t>(node->_private);
    return mark == 0 ? Node() : document.node(static_cast<std::uint32_t>(mark - 1));
  }

  XPathMatch match_of(xmlNodePtr node) const {
    if (node->type == XML_ELEMENT_NODE) return {node_of(node), "", true};
    const bool has_owner = node->type == XML_ATTRIBUTE_NODE;
    return {node_of(has_owner ? node->parent : node), string_of(xmlNodeGetContent(node)), false};
  }
};

XPathPage::XPathPage(const Document& document)
    : tree_(new Tree{document, Owned<xmlDoc, xmlFreeDoc>(xmlNewDoc(chars("1.0")))}) {
  if (tree_->xml == nullptr) throw std::bad_alloc();
  xmlDocPtr xml = tree_->xml.get();
  std::vector<xmlNodePtr> copies(document.size());
  for (std::uint32_t i = 0; i < document.size(); ++i) {
    const Node node = document.node(i);
    if (!node.is_element() && !node.is_text()) continue;
    xmlNodePtr copy = node.is_element() ? copy_element(xml, node) : copy_text(xml, node);
    copy->_private = mark_of(node);
    copies[i] = copy;
    xmlNodePtr parent = node.parent() ? copies[node.parent().index()] : nullptr;
    if (parent == nullptr) {
      xmlDocSetRootElement(xml, copy);
      continue;
    }
    // As xmlAddChild() does, without its joining of neighbouring texts.
    copy->parent = parent, copy->prev = parent->last;
    (parent->last == nullptr ? parent->children : parent->last->next) = copy;
    parent->last = copy;
  }
  xmlXPathOrderDocElems(xml);
}

XPathPage::~XPathPage() = default;

Result<std::vector<XPathMatch>> XPathPage::find(const std::string& expression) const {
  if (auto ok = check_size(expression); !ok) return fail(std::move(ok.error()));
  const Owned<xmlXPathContext, xmlXPathFreeContext> context(xmlXPathNewContext(tree_->xml.get()));
  if (context == nullptr) throw std::bad_alloc();
  context->error = ignore_error;
  xmlSetGenericErrorFunc(nullptr, ignore_words);  // of this thread
  context->opLimit = kMaxSteps;
  const Owned<xmlXPathCompExpr, xmlXPathFreeCompExpr> compiled(
      xmlXPathCtxtCompile(context.get(), chars(expression)));
  if (compiled == nullptr)
    return fail(ErrorCode::kParse, "not XPath 1.0: " + expression.substr(0, 200));
  context->opCount = 0;
  const Owned<xmlXPathObject, xmlXPathFreeObject> found(
      xmlXPathCompiledEval(compiled.get(), context.get()));
  if (found == nullptr) {
    const bool is_slow = context->lastError.code == kOpLimitExceeded;
    return is_slow ? fail(ErrorCode::kTooLarge, "took too many steps and was stopped",
                          "begin it at an id or a class instead of //*")
                   : fail(ErrorCode::kParse, "cannot be evaluated: " + expression.substr(0, 200));
  }
  std::vector<XPathMatch> matches;
  if (found->type != XPATH_NODESET) {
    std::string text = string_of(xmlXPathCastToString(found.get()));
    if (!text.empty()) matches.push_back({Node(), std::move(text), false});
    return matches;
  }
  const int count = found->nodesetval == nullptr ? 0 : found->nodesetval->nodeNr;
  for (int i = 0; i < count && matches.size() < kMaxMatches; ++i) {
    xmlNodePtr node = found->nodesetval->nodeTab[i];
    const bool is_page_node = node->type == XML_ELEMENT_NODE || node->type == XML_TEXT_NODE ||
                              node->type == XML_ATTRIBUTE_NODE;
    if (is_page_node) matches.push_back(tree_->match_of(node));
  }
  return matches;
}

}  // namespace cuttings
