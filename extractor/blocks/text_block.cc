#include "extractor/blocks/text_block.h"

#include "config/base/text.h"
#include "extractor/blocks/display.h"
#include "extractor/dom/value_cache.h"

namespace cuttings {
namespace {

std::uint32_t within_bit(Tag tag) {
  switch (tag) {
    case Tag::kArticle:
      return kInArticle;
    case Tag::kMain:
      return kInMain;
    case Tag::kNav:
      return kInNav;
    case Tag::kHeader:
      return kInHeader;
    case Tag::kFooter:
      return kInFooter;
    case Tag::kAside:
      return kInAside;
    case Tag::kFigure:
      return kInFigure;
    case Tag::kFigcaption:
      return kInFigure | kInFigcaption;
    case Tag::kForm:
      return kInForm;
    case Tag::kTable:
      return kInTable;
    case Tag::kUl:
    case Tag::kOl:
    case Tag::kMenu:
    case Tag::kDir:
      return kInList;
    case Tag::kBlockquote:
      return kInQuote;
    case Tag::kPre:
    case Tag::kListing:
    case Tag::kXmp:
    case Tag::kPlaintext:
      return kInPre;
    case Tag::kButton:
      return kInButton;
    case Tag::kDialog:
      return kInDialog;
    case Tag::kDetails:
      return kInDetails;
    case Tag::kAddress:
      return kInAddress;
    case Tag::kDl:
      return kInDefinition;
    case Tag::kTd:
    case Tag::kTh:
      return kInTableCell;
    case Tag::kP:
      return kInParagraph;
    default:
      return 0;
  }
}

std::uint8_t heading_level(Tag tag) {
  if (!is_heading(tag)) return 0;
  return static_cast<std::uint8_t>(static_cast<int>(tag) - static_cast<int>(Tag::kH1) + 1);
}

/// Walks the nodes in document order with the open elements on a stack of its own.
class Splitter {
 public:
  Splitter(const Document& document, bool reads_noscript)
      : document_(document), reads_noscript_(reads_noscript) {}

  /// Bytes of text in <noscript> that run() left out.
  std::size_t noscript_bytes() const { return noscript_bytes_; }

  PageBlocks run() {
    out_.class_words.assign(document_.size(), 0);
    out_.text.reserve(document_.size() * 16);
    State root;
    root.end = document_.size();
    open_.push_back(root);
    for (std::uint32_t i = document_.body().index(); i < document_.body().subtree_end();) {
      close_until(i);
      const Node node = document_.node(i);
      if (node.is_text()) {
        add_text(node);
        ++i;
      } else {
        i = enter(node);
      }
    }
    flush(document_.body().subtree_end());
    index_blocks();
    return std::move(out_);
  }

 private:
  struct State {
    std::uint32_t end = 0;
    std::uint32_t container = 0;
    std::uint32_t within = 0;
    std::uint8_t heading_level = 0, list_depth = 0, quote_depth = 0;
    std::uint8_t strong = 0, emphasis = 0;
    bool is_block = false;
    bool is_link = false, is_internal = false;
  };

  void close_until(std::uint32_t index) {
    while (open_.size() > 1 && open_.back().end <= index) {
      if (open_.back().is_block) flush(index);
      open_.pop_back();
    }
  }

  /// Opens an element or skips its subtree; returns the next node to look at.
  std::uint32_t enter(Node node) {
    const Display display =
        reads_noscript_ && node.tag() == Tag::kNoscript ? Display::kBlock : display_of(node);
    if (display == Display::kNotText) {
      if (node.tag() == Tag::kNoscript) noscript_bytes_ += text_bytes_below(node);
      return node.subtree_end();
    }
    if (display == Display::kBreak) {
      add_break(node.index());
      return node.subtree_end();
    }
    if (display == Display::kImage) {
      ++images_;
      return node.subtree_end();
    }
    State state = open_.back();
    state.end = node.subtree_end();
    state.is_block = display == Display::kBlock;
    if (state.is_block) flush(node.index());
    if (state.is_block) state.container = node.index();
    const Tag tag = node.tag();
    state.within |= within_bit(tag) | (is_hidden(node) ? kInHidden : 0u);
    if (const std::uint8_t level = heading_level(tag)) state.heading_level = level;
    if (tag == Tag::kUl || tag == Tag::kOl) ++state.list_depth;
    if (tag == Tag::kBlockquote) ++state.quote_depth;
    if (tag == Tag::kB || tag == Tag::kStrong) state.strong = 1;
    if (tag == Tag::kI || tag == Tag::kEm) state.emphasis = 1;
    if (tag == Tag::kA && node.has_attribute("href")) enter_link(node, state);
    out_.class_words[node.index()] = class_words_of(node);
    open_.push_back(state);
    return node.index() + 1;
  }

  ClassWords class_words_of(Node element) {
    ClassWords words = 0;
    for (const Attribute& attribute : element.attributes()) {
      if (attribute.is_called("class") || attribute.is_called("id") ||
          attribute.is_called("role") || attribute.is_called("itemprop") ||
          attribute.is_called("data-testid") || attribute.is_called("data-component"))
        words |= class_words_.of(attribute.value, classify_class_words);
    }
    return words;
  }

  std::size_t text_bytes_below(Node node) const {
    std::size_t bytes = 0;
    for (std::uint32_t i = node.index() + 1; i < node.subtree_end();) {
      const Node below = document_.node(i);
      if (below.is_text()) bytes += trim_ascii(below.text()).size();
      const bool is_text = below.is_text() || display_of(below) != Display::kNotText;
      i = is_text ? i + 1 : below.subtree_end();
    }
    return bytes;
  }

  void enter_link(Node node, State& state) {
    const std::string_view href = node.attribute("href");
    state.is_link = true;
    state.is_internal = href.starts_with('/') || href.starts_with('#') ||
                        href.find("://") == std::string_view::npos;
    if (state.is_internal) ++block_.internal_links;
    ++block_.links;
  }

  void add_break(std::uint32_t index) {
    if (is_open_ && last_was_break_) {
      flush(index);
    } else if (is_open_) {
      pending_space_ = true;
      last_was_break_ = true;
    }
  }

  void add_text(Node node) {
    const std::string_view text = node.text();
    const State& state = open_.back();
    for (std::size_t i = 0; i < text.size();) {
      const CodePoint c = decode_code_point(text, i);
      if (c.value < 0x80 ? c.value <= ' ' : is_space_code_point(c.value)) {
        pending_space_ = is_open_;
        i += c.length;
        continue;
      }
      if (c.value == kSoftHyphen) {
        i += c.length;
        continue;
      }
      if (!is_open_) begin_block(node);
      if (pending_space_) append_space(state);
      pending_space_ = false, last_was_break_ = false;
      std::size_t end = i + 1;  // take the whole run up to the next possible white space
      while (end < text.size() && static_cast<unsigned char>(text[end]) > ' ' &&
             !may_begin_space(text[end]))
        ++end;
      append(text.substr(i, end - i), state);
      last_text_ = node.index();
      i = end;
    }
  }

  static constexpr char32_t kSoftHyphen = 0xAD;

  /// Lead bytes of U+00A0, of the soft hyphen and of U+2000-3000; what follows decides.
  static bool may_begin_space(char c) { return c == '\xC2' || c == '\xE2' || c == '\xE3'; }

  void append(std::string_view text, const State& state) {
    const auto size = static_cast<std::uint32_t>(text.size());
    out_.text += text;
    if (state.is_link) block_.link_bytes += size;
    last_was_link_ = state.is_link;
    if (state.strong != 0) block_.strong_bytes += size;
    if (state.emphasis != 0) block_.emphasis_bytes += size;
  }

  /// A space is linked when the text on both its sides is.
  void append_space(const State& state) {
    out_.text += ' ';
    if (state.is_link && last_was_link_) ++block_.link_bytes;
  }

  void begin_block(Node node) {
    const State& state = open_.back();
    is_open_ = true;
    block_.begin = node.index();
    block_.container = state.container;
    block_.text_begin = static_cast<std::uint32_t>(out_.text.size());
    block_.heading_level = state.heading_level;
    block_.list_depth = state.list_depth, block_.quote_depth = state.quote_depth;
    block_.within = state.within;
    block_.images_before = static_cast<std::uint16_t>(std::min(images_, 65535u));
    images_ = 0;
  }

  void flush(std::uint32_t next) {
    if (is_open_) {
      block_.end = next;
      block_.text_size = static_cast<std::uint32_t>(out_.text.size()) - block_.text_begin;
      block_.words = static_cast<std::uint32_t>(count_words(out_.text_of(block_)));
      block_.anchor = anchor_of(block_.begin, last_text_);
      if (block_.link_bytes >= block_.text_size) block_.within |= kInLink;
      out_.blocks.push_back(block_);
      block_ = {};
    }
    is_open_ = false, pending_space_ = false, last_was_break_ = false;
  }

  /// Innermost element around the text nodes `first` and `last`.
  std::uint32_t anchor_of(std::uint32_t first, std::uint32_t last) const {
    Node node = document_.node(first).parent();
    while (node.index() != block_.container && node.subtree_end() <= last) node = node.parent();
    return node.index();
  }

  void index_blocks() {
    out_.first_block.assign(document_.size() + 1, 0);
    std::uint32_t block = 0;
    for (std::uint32_t node = 0; node <= document_.size(); ++node) {
      while (block < out_.blocks.size() && out_.blocks[block].begin < node) ++block;
      out_.first_block[node] = block;
    }
  }

  const Document& document_;
  const bool reads_noscript_;
  std::size_t noscript_bytes_ = 0;
  PageBlocks out_;
  ValueCache<ClassWords> class_words_;
  std::vector<State> open_;
  TextBlock block_;
  std::uint32_t last_text_ = 0;
  unsigned images_ = 0;
  bool is_open_ = false, pending_space_ = false, last_was_break_ = false, last_was_link_ = false;
};

}  // namespace

PageBlocks split_into_blocks(const Document& document) {
  Splitter splitter(document, false);
  PageBlocks page = splitter.run();
  // A request for JavaScript and its reasons are shorter.
  constexpr std::size_t kMinBytes = 400;
  if (splitter.noscript_bytes() < kMinBytes || splitter.noscript_bytes() < page.text.size())
    return page;
  return Splitter(document, true).run();
}

}  // namespace cuttings
