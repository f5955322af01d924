#include "extractor/rules/xpath_page.h"

#include <chrono>
#include <memory>
#include <new>
#include <utility>

#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "config/base/thread_time.h"

namespace cuttings {
namespace {

constexpr int kOpLimitExceeded =  // libxml2 counts its XPath errors from the first of these
    int{XML_XPATH_EXPRESSION_OK} + int{XPATH_OP_LIMIT_EXCEEDED};
constexpr std::size_t kMaxExpression = 4000;  // bytes; FiveFilters' longest have some 600
constexpr int kMaxDepth = 40;                 // of brackets
constexpr int kMaxSigns = 400;                // that make it recurse in a row
constexpr std::size_t kMaxShown = 200;        // of an expression in a message

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

/// libxml2 recurses on brackets and steps, and takes "f(" for a whole expression.
Result<void> check_shape(std::string_view expression) {
  if (expression.size() > kMaxExpression || expression.find('\0') != std::string_view::npos)
    return fail(ErrorCode::kTooLarge, "the XPath is too long", "write it as several lines");
  int depth = 0, signs = 0;
  char quote = '\0';  // of the literal we are in
  for (const char c : expression) {
    if (quote != '\0' || c == '"' || c == '\'') {
      quote = quote == '\0' ? c : (quote == c ? '\0' : quote);
      continue;
    }
    depth += (c == '(' || c == '[') - (c == ')' || c == ']');
    signs += std::string_view("/|-[=+*").find(c) != std::string_view::npos;
    if (depth > kMaxDepth || signs > kMaxSigns)
      return fail(ErrorCode::kTooLarge, "the XPath is too deep", "write it as several lines");
  }
  if (depth == 0 && quote == '\0') return {};
  return fail(ErrorCode::kParse, "not XPath 1.0, a bracket or quote stays open: " +
                                     std::string(expression.substr(0, kMaxShown)));
}

/// When a running expression must end, in this thread's time. The machine's clock, which costs less
/// to look at, says when to look at that.
class Watch {
 public:
  explicit Watch(std::chrono::nanoseconds most)
      : end_(ThreadTime::now() + most), look_(soon(most)) {}

  bool is_over() {
    if (Clock::now() <= look_) return false;
    const auto left = end_ - ThreadTime::now();
    look_ = soon(left);
    return was_over_ = left.count() <= 0;
  }
  bool was_over() const { return was_over_; }

 private:
  using Clock = std::chrono::steady_clock;
  static Clock::time_point soon(std::chrono::nanoseconds left) { return Clock::now() + left; }

  ThreadTime::time_point end_;
  Clock::time_point look_;
  bool was_over_ = false;
};

/// libxml2's step limit does not see how long the texts are that a function reads: each call looks
/// at the clock.
template <xmlXPathFunction function>
void timed(xmlXPathParserContextPtr parser, int argument_count) {
  Watch& watch = *static_cast<Watch*>(parser->context->userData);
  if (!watch.is_over()) return function(parser, argument_count);
  xmlXPathErr(parser, XPATH_OP_LIMIT_EXCEEDED);
}

/// The functions that read or make texts or go over the page; the others cost nothing.
xmlXPathFunction find_timed(void*, const xmlChar* name, const xmlChar* space) {
  constexpr std::pair<std::string_view, xmlXPathFunction> kTimed[] = {
      {"concat", timed<xmlXPathConcatFunction>},
      {"contains", timed<xmlXPathContainsFunction>},
      {"count", timed<xmlXPathCountFunction>},
      {"id", timed<xmlXPathIdFunction>},
      {"normalize-space", timed<xmlXPathNormalizeFunction>},
      {"not", timed<xmlXPathNotFunction>},
      {"number", timed<xmlXPathNumberFunction>},
      {"starts-with", timed<xmlXPathStartsWithFunction>},
      {"string", timed<xmlXPathStringFunction>},
      {"string-length", timed<xmlXPathStringLengthFunction>},
      {"substring", timed<xmlXPathSubstringFunction>},
      {"substring-after", timed<xmlXPathSubstringAfterFunction>},
      {"substring-before", timed<xmlXPathSubstringBeforeFunction>},
      {"sum", timed<xmlXPathSumFunction>},
      {"translate", timed<xmlXPathTranslateFunction>}};
  for (const auto& [known, function] : kTimed)
    if (space == nullptr && known == reinterpret_cast<const char*>(name)) return function;
  return nullptr;  // libxml2's own, or unknown
}

tl::unexpected<Error> too_slow() {
  return fail(ErrorCode::kTooLarge, "the XPath takes too long and was stopped",
              "begin it at an id or a class instead of //*");
}

}  // namespace

struct XPathPage::Tree {
  const Document& document;
  Owned<xmlDoc, xmlFreeDoc> xml;
  std::chrono::nanoseconds spent = {};

  Node node_of(const xmlNode* node) const {
    const auto mark = reinterpret_cast<std::uintptr_t>(node->_private);
    return mark == 0 ? Node() : document.node(static_cast<std::uint32_t>(mark - 1));
  }

  XPathMatch match_of(xmlNodePtr node) const {
    if (node->type == XML_ELEMENT_NODE) return {node_of(node), "", true};
    const bool has_owner = node->type == XML_ATTRIBUTE_NODE;
    return {node_of(has_owner ? node->parent : node), string_of(xmlNodeGetContent(node)), false};
  }

  std::vector<XPathMatch> matches_of(xmlXPathObject* found) const {
    std::vector<XPathMatch> matches;
    if (found->type != XPATH_NODESET) {
      std::string text = string_of(xmlXPathCastToString(found));
      if (!text.empty()) matches.push_back({Node(), std::move(text), false});
      return matches;
    }
    if (found->nodesetval == nullptr) return matches;
    xmlXPathNodeSetSort(found->nodesetval);
    for (int i = 0; i < found->nodesetval->nodeNr && matches.size() < kMaxMatches; ++i) {
      xmlNodePtr node = found->nodesetval->nodeTab[i];
      const bool is_page_node = node->type == XML_ELEMENT_NODE || node->type == XML_TEXT_NODE ||
                                node->type == XML_ATTRIBUTE_NODE;
      if (is_page_node) matches.push_back(match_of(node));
    }
    return matches;
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

Result<std::vector<XPathMatch>> XPathPage::find(const std::string& expression) {
  if (auto ok = check_shape(expression); !ok) return fail(std::move(ok.error()));
  if (tree_->spent > kMaxPageTime) return too_slow();
  const ThreadTime::time_point start = ThreadTime::now();
  Watch watch(kMaxTime);
  const Owned<xmlXPathContext, xmlXPathFreeContext> context(xmlXPathNewContext(tree_->xml.get()));
  if (context == nullptr) throw std::bad_alloc();
  context->userData = &watch;
  context->error = ignore_error;
  xmlSetGenericErrorFunc(nullptr, ignore_words);  // of this thread
  xmlXPathRegisterFuncLookup(context.get(), find_timed, nullptr);
  const Owned<xmlXPathCompExpr, xmlXPathFreeCompExpr> compiled(
      xmlXPathCtxtCompile(context.get(), chars(expression)));
  if (compiled == nullptr)
    return fail(ErrorCode::kParse, "not XPath 1.0: " + expression.substr(0, kMaxShown));
  context->opLimit = XPathPage::kMaxSteps;
  context->opCount = 0;
  const Owned<xmlXPathObject, xmlXPathFreeObject> found(
      xmlXPathCompiledEval(compiled.get(), context.get()));
  tree_->spent += ThreadTime::now() - start;
  if (watch.was_over() || (found == nullptr && context->lastError.code == kOpLimitExceeded))
    return too_slow();
  if (found == nullptr)
    return fail(ErrorCode::kParse, "cannot be evaluated: " + expression.substr(0, kMaxShown));
  return tree_->matches_of(found.get());
}

}  // namespace cuttings
