#pragma once
// OpenElements: a rough stack of open elements for the scan before Gumbo. It answers what the scan
// needs from the tree: are we inside <svg> or <math>, how deep are we, and what would a tag here
// act on (ElementFolder). Gumbo's tree decides about all tags it sees; a wrong guess here costs the
// text of one raw element, a level, or the place of an element that Gumbo did not see. Where the
// standard is too long to follow, an element stays open here: what is open cannot be folded over.
// And it must not think the stack much lower than it is: Gumbo's time goes by the depth of the
// stack (depth_bound_test).

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
  /// Over so many elements at least the adoption agency closes a formatting element: its outer loop
  /// runs eight times.
  static constexpr std::size_t kMaxAdopted = 6;

  /// True when a start tag `key` here goes by the rules of foreign content.
  bool is_foreign_for(NameKey key) const;
  /// True when the current node is an svg or math element (CDATA and NUL differ there).
  bool is_foreign() const;
  /// Leaves svg and math as a breakout tag does.
  void break_out();

  /// Whether Gumbo ignores the HTML start tag `key` here: a part of a table, and none is open, or a
  /// form in one.
  bool ignores(NameKey key, TagKind kind) const;
  /// Closes an open select when the HTML start tag `key` ends it. O(depth).
  bool leaves_select(NameKey key, TagKind kind);
  /// Closes an open p, as the start tag of a block does. O(depth).
  void close_paragraph();
  /// Tells each HTML start tag, which closes what stands between the parts of a table if it is a
  /// part: a caption or a column all of it, the others not here, but formatting elements there were
  /// left open. O(depth).
  void enter_table_part(NameKey key, TagKind kind);
  /// Records an opened element; `tag` is any number, given back when it closes. O(depth).
  void push(NameKey key, TagKind kind, ElementSpace space, std::uint32_t tag);
  /// Records an end tag; the `tag` of the element it closes, or kNoTag. O(depth).
  std::uint32_t close(NameKey key, TagKind kind);

  std::size_t depth() const { return open_.size(); }
  /// Closes the innermost open element, of which there must be one; its `tag`.
  std::uint32_t pop();
  /// Whether a heading is open. O(depth).
  bool has_heading() const;
  /// How many elements of this name are open. O(depth).
  std::size_t count(NameKey key) const;
  /// True below pre, textarea or listing, where white space counts.
  bool is_preformatted() const { return !open_.empty() && open_.back().preformatted > 0; }
  /// True when a formatting element is open or was left open: white space may then reopen it.
  bool may_reopen_formatting() const {
    return left_formatting_open_ > 0 || (!open_.empty() && open_.back().formatting > 0);
  }
  /// Whether HTML goes by the rules of the body here: not between the parts of a table, in a
  /// select, a template, svg or math.
  bool is_among_html() const;
  /// The name of the innermost open element, 0 when none is open.
  NameKey innermost() const { return open_.empty() ? 0 : open_.back().key; }
  /// How many formatting elements are open.
  std::size_t formatting() const { return open_.empty() ? 0 : open_.back().formatting; }
  /// How many paragraphs a block's start tag here may close.
  std::size_t paragraphs() const { return open_.empty() ? 0 : open_.back().paragraphs; }
  /// How many formatting elements were closed by something else than their end tag.
  std::size_t left_formatting_open() const { return left_formatting_open_; }
  /// Open elements whose end tag may not be left out: div, main, section, but not p, td or b.
  /// O(depth).
  std::size_t containers() const;
  bool is_math() const { return !open_.empty() && open_.back().is_math; }

 private:
  enum class Inside : std::uint8_t { kNothing, kTable, kTemplate };  // what table parts go by
  struct Entry {
    NameKey key;
    TagKind kind;
    std::uint32_t tag;
    ElementSpace space;
    bool is_math;
    std::uint16_t formatting;    // how many up to and with this one
    std::uint16_t preformatted;  // the same for pre, textarea, listing
    std::uint16_t paragraphs;    // the same for p, over nothing that ends its scope
    Inside inside;               // the nearest table or template
    bool is_between_parts;       // in a table, but not in a cell or a caption
    bool is_in_select;           // not over a table or its like
    bool is_in_ruby;
  };
  Entry entry_of(NameKey key, TagKind kind, ElementSpace space, std::uint32_t tag) const;
  bool leaves_inner(const Entry& entry, std::size_t index) const;
  static bool is_wall(const Entry& entry, NameKey key, TagKind kind);
  std::uint32_t close_nearest(NameKey key, TagKind kind);
  void close_implied(NameKey key, TagKind kind);
  void close_item(NameKey key, TagKind kind);
  void close_option(NameKey key);
  void close_button();
  void doubt_anchor();
  void doubt_paragraph();
  void close_what_ends_by_itself();
  void pop_to(std::size_t depth);
  void erase(std::size_t index);

  std::vector<Entry> open_;
  std::size_t left_formatting_open_ = 0;
  bool has_form_ = false;  // since the last </form>
};

}  // namespace cuttings
