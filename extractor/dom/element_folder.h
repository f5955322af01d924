#pragma once
// ElementFolder: keeps well-formed elements away from Gumbo. An element that is closed by its own
// end tag, holds nothing but text and such elements, and whose tags act on nothing around them,
// stands in Gumbo's tree exactly where its text would: it is written down here and is one more
// placeholder in the skeleton. docs/parsing.md, "Folded elements", says when and why. For the files
// of extractor/dom.

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "extractor/dom/open_elements.h"
#include "extractor/dom/skeleton.h"
#include "extractor/dom/tag_kind.h"

namespace cuttings {

class ElementFolder {
 public:
  /// What a folded element replaces, and where it is written down.
  struct Fold {
    std::uint32_t first_text;  ///< of the skeleton's texts: all from it on are the element's
    std::uint32_t node;        ///< of take_nodes()
  };

  /// Whether the HTML start tag `key`, not yet in `open`, may begin an element to fold. O(depth)
  /// for headings and buttons.
  bool may_fold(NameKey key, TagKind kind, const OpenElements& open) const;
  /// The same for a start tag in svg: in one that may be folded itself.
  bool may_fold_foreign(TagKind kind, const OpenElements& open) const;
  /// Such a start tag, the skeleton's `tag`th, is written; so are `texts` texts before it.
  void begin(std::uint32_t tag, std::uint32_t texts, const FoldedNode& element);
  /// The element begun last has a body of raw text, which begins at `begin` in the page.
  void set_raw(std::uint32_t begin, std::uint32_t count);
  /// The element of the skeleton's `tag`th start tag is closed by its own end tag: the fold if
  /// nothing came between that cannot be folded, else nothing.
  std::optional<Fold> end(std::uint32_t tag);
  /// A text is written to the skeleton, in `open`.is_among_html() or not.
  void add_text(const SkeletonText& text, bool is_among_html);
  /// Anything else is written to the skeleton: the elements open now cannot be folded.
  void leave() { open_.clear(); }

  /// What decides where elements may be folded: <a> (Gumbo has one open at a time), <select>,
  /// <frameset>. Tell each HTML start tag...
  void note_start(NameKey key, TagKind kind, const OpenElements& open);
  /// ...and each end tag.
  void note_end(NameKey key, TagKind kind, const OpenElements& open);

  /// All that is written down, once the page is read.
  std::vector<FoldedNode> take_nodes() { return std::move(nodes_); }

 private:
  struct Open {
    std::uint32_t tag;
    std::uint32_t first_text;
    std::uint32_t node;
  };

  std::vector<Open> open_;
  std::vector<FoldedNode> nodes_;  // those of elements that were not folded after all stay, unused
  bool has_text_ = false;          // so that the body is open, and Gumbo ignores a frameset
  bool has_frameset_ = false;
  bool may_be_foreign_ = false;  // an end tag of HTML may or may not have left svg or math
  bool is_in_select_ = false;  // where Gumbo ignores tags, of which OpenElements has some for open
  bool is_anchor_open_ = false;
  bool may_anchor_stay_ = false;  // an <a> may be one whose end tag does not reach it
  std::size_t anchor_depth_ = 0;
};

}  // namespace cuttings
