#pragma once
// PagePlace: where a node of the page stands, as far as the walk has come: by the article's
// heading, beside the article, among comments. Nodes are named by their index.

#include <algorithm>
#include <cstdint>

#include "extractor/metadata/page_headings.h"

namespace cuttings {

class PagePlace {
 public:
  /// `article`: PageHeadings::article. The rest is told as the walk meets it.
  explicit PagePlace(std::uint32_t article) : article_(article) {}

  /// `element` and what is below it is not the article's.
  void note_aside(Node element) { aside_end_ = std::max(aside_end_, element.subtree_end()); }
  /// The same, and it is of readers.
  void note_comments(Node element) {
    comments_end_ = std::max(comments_end_, element.subtree_end());
    note_aside(element);
  }
  /// A heading that may be the article's ends before the node `end`.
  void note_heading(std::uint32_t end) { heading_end_ = end, has_heading_ = true; }

  bool is_aside(std::uint32_t node) const { return node < aside_end_; }
  bool is_in_comments(std::uint32_t node) const { return node < comments_end_; }
  /// Whether a heading was noted.
  bool has_heading() const { return has_heading_; }
  /// One past the last node of the heading noted last.
  std::uint32_t heading_end() const { return heading_end_; }
  /// True in the heading noted last and for `reach` nodes from its end. False before the first.
  bool is_by_heading(std::uint32_t node, std::uint32_t reach) const {
    return has_heading_ && node < heading_end_ + reach;
  }
  /// Where a date line may stand above the article's heading.
  bool is_just_above_heading(std::uint32_t node) const {
    return article_ != PageHeadings::kNone && node < article_ && node + kAbove >= article_;
  }
  /// Where by-line and date of the article stand: just above its heading, or below.
  bool is_near_heading(std::uint32_t node) const {
    return is_just_above_heading(node) || is_by_heading(node, kNear);
  }
  /// 0-3: the closer of two dates by the heading is the article's. What stands just above the
  /// article's heading may follow another heading by far.
  int steps_from_heading(std::uint32_t node) const {
    constexpr std::uint32_t kStep = kNear / 4 + 1;
    const bool is_after = node > heading_end_ && !is_just_above_heading(node);
    return is_after ? static_cast<int>((node - heading_end_) / kStep) : 0;
  }

 private:
  static constexpr std::uint32_t kAbove = 12, kNear = 150;  // nodes, chosen by hand

  std::uint32_t article_;
  std::uint32_t aside_end_ = 0, comments_end_ = 0, heading_end_ = 0;
  bool has_heading_ = false;
};

}  // namespace cuttings
