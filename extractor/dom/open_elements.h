#pragma once
// OpenElements: a rough stack of open elements for the scan before Gumbo. It answers two things
// the tokenizer needs from the tree: are we inside <svg> or <math>, and how deep are we.
// Gumbo's tree decides; a wrong guess here costs at most the text of one raw element or a level.

#include <cstdint>
#include <vector>

#include "extractor/dom/tag_kind.h"

namespace cuttings {

enum class ElementSpace : std::uint8_t {
  kHtml,
  kForeign,          ///< svg or math content
  kHtmlIntegration,  ///< svg's foreignObject, desc, title; annotation-xml of html: HTML inside
  kMathText,         ///< mi, mo, mn, ms, mtext: HTML inside, but for mglyph and malignmark
  kAnnotationXml,    ///< foreign, but an <svg> in it goes by HTML's rules
};

class OpenElements {
 public:
  static constexpr std::uint32_t kNoTag = UINT32_MAX;

  /// True when a start tag `key` here goes by the rules of foreign content.
  bool is_foreign_for(NameKey key) const;
  /// True when the current node is an svg or math element (CDATA and NUL differ there).
  bool is_foreign() const;
  /// Leaves svg and math as a breakout tag does.
  void break_out();

  /// Records an opened element; `tag` is any number, given back when it closes.
  void push(NameKey key, TagKind kind, ElementSpace space, std::uint32_t tag);
  /// Records an end tag; the `tag` of the element it closes, or kNoTag. O(depth).
  std::uint32_t close(NameKey key, TagKind kind);

  std::size_t depth() const { return open_.size(); }
  /// How many elements of this name are open. O(depth).
  std::size_t count(NameKey key) const;
  /// True below pre, textarea or listing, where white space counts.
  bool is_preformatted() const { return !open_.empty() && open_.back().preformatted > 0; }
  /// True when a formatting element is open or was left open: white space may then reopen it.
  bool may_reopen_formatting() const {
    return left_formatting_open_ || (!open_.empty() && open_.back().formatting > 0);
  }
  /// Open elements whose end tag may not be left out: div, main, section, but not p, td or b.
  /// O(depth).
  std::size_t containers() const;
  bool is_math() const { return !open_.empty() && open_.back().is_math; }

 private:
  struct Entry {
    NameKey key;
    TagKind kind;
    std::uint32_t tag;
    ElementSpace space;
    bool is_math;
    std::uint16_t formatting;    // how many up to and with this one
    std::uint16_t preformatted;  // the same for pre, textarea, listing
  };
  void close_implied(NameKey key, TagKind kind);
  void pop_to(std::size_t depth);
  void erase(std::size_t index);

  std::vector<Entry> open_;
  bool left_formatting_open_ = false;
};

}  // namespace cuttings
