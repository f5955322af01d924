#pragma once
// ScanCaps: what the scan of a page leaves out of the skeleton so that Gumbo, whose time goes by
// the number of open elements, ends soon. docs/parsing.md, "Caps". For the files of extractor/dom.

#include <algorithm>
#include <cstddef>

#include "extractor/dom/open_elements.h"
#include "extractor/dom/tag_kind.h"

namespace cuttings {

inline constexpr std::size_t kMaxNameBytes = 128;  // of an element's name in the skeleton

/// Counts over one page. All questions are O(1) but for keeps_apart().
class ScanCaps {
 public:
  /// Takes in a tag, met among the elements of `open`.
  void count_tag(const OpenElements& open) {
    work_ += open.depth() + std::min(open.left_formatting_open(), kMaxOpenElements);
  }
  /// Whether there have been too many tags among too many open elements.
  bool is_overworked() const { return work_ > kMaxTagWork; }
  /// How many elements may be open. Deeper ones are left out.
  std::size_t max_open() const { return is_overworked() ? kMaxOpenOverworked : kMaxOpenElements; }

  /// Whether a start tag is one formatting element too many: each that was left open may become an
  /// open one again that no end tag closes.
  static bool is_formatting_flood(NameKey key, TagKind kind, const OpenElements& open) {
    return (kind & kFormattingTag) != 0 && key != name_key("a") &&
           open.left_formatting_open() >= kMaxOpenElements;
  }
  /// Takes in a start tag; whether it is one frameset too many. Among framesets nothing else
  /// counts, so that what closes them here may not do so in Gumbo.
  bool is_frameset_flood(NameKey key) {
    return key == name_key("frameset") && ++framesets_ > kMaxFramesets;
  }
  /// Takes in an <html> or <body>; whether its attributes are merged into those of the first.
  bool merges_root() { return root_tags_ < kMaxRootTags && ++root_tags_ != 0; }
  /// Whether the formatting element `key` is told apart from those with other attributes. O(depth).
  static bool keeps_apart(NameKey key, const OpenElements& open) {
    return open.count(key) < kMaxSameFormatting && open.left_formatting_open() < kMaxLeftFormatting;
  }

 private:
  // Real pages: at most 57 levels in the tree (design measurements, 2026-11). Deeper tags are left
  // out of the skeleton, because Gumbo's time grows with the square of the depth.
  static constexpr std::size_t kMaxOpenElements = 256;
  // Gumbo, and OpenElements, look through the open elements at nearly each tag. The sum of their
  // number over all tags of a real page: at most 1 million (docs/parsing.md). A page of more is cut
  // back to so many open elements, and must do with them.
  static constexpr std::size_t kMaxTagWork = 16'000'000;
  static constexpr std::size_t kMaxOpenOverworked = 24;
  // Formatting elements that something else than their end tag closed are opened again in each
  // block: after so many, further ones get no attributes, and Gumbo keeps three alike.
  static constexpr std::size_t kMaxLeftFormatting = 64;
  static constexpr std::size_t kMaxFramesets = 64;
  static constexpr std::size_t kMaxRootTags = 64;        // whose attributes merge
  static constexpr std::size_t kMaxSameFormatting = 16;  // open <b>s told apart by attributes

  std::size_t work_ = 0;  // the number of open elements, summed over the tags
  std::size_t framesets_ = 0;
  std::size_t root_tags_ = 0;
};

}  // namespace cuttings
