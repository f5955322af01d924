#pragma once
// PageOutline: what the blocks of a page are together: sums over subtrees, the part that holds the
// body, the headline, groups of blocks in the same kind of place, repetition.

#include <cstdint>
#include <string>
#include <vector>

#include "extractor/blocks/hash_counts.h"
#include "extractor/blocks/page_facts.h"
#include "extractor/blocks/text_block.h"

namespace cuttings {

/// Sums over the blocks of a subtree. A good block reads like prose: >= 10 words, a third or less
/// of it links.
struct Totals {
  std::uint32_t blocks = 0, bytes = 0, link_bytes = 0, words = 0, good_blocks = 0, good_words = 0;
};

struct BlockGroup {
  std::uint32_t blocks = 0, bytes = 0, link_bytes = 0, words = 0;
  std::size_t first = 0;
};

class PageOutline {
 public:
  /// O(nodes + text). Holds references to its arguments.
  PageOutline(const Document& document, const PageBlocks& page, const PageFacts& facts);

  Totals totals(Node element) const;
  bool is_good(std::size_t block) const;

  /// Innermost element with at least 80 % / 50 % of the page's good words.
  std::uint32_t root80() const { return root80_; }
  std::uint32_t root50() const { return root50_; }
  /// The parent whose own paragraphs hold the most good words (readability's idea, without its
  /// weights).
  std::uint32_t best_parent() const { return best_parent_; }

  /// Levels from the block's container up to the innermost element that also holds `element`;
  /// 0 when the block stands directly in it. Negative when `element` is around the block: minus the
  /// levels.
  int levels_to(const TextBlock& block, std::uint32_t element) const;
  /// Levels from `a`'s container up to the innermost element that holds both blocks, at most 30.
  int levels_between(const TextBlock& a, const TextBlock& b) const;

  /// Index of the block that shows the title; blocks.size() when none does.
  std::size_t headline() const { return headline_; }
  /// First and last good block; 0 when there is none.
  std::size_t first_good() const { return first_good_; }
  std::size_t last_good() const { return last_good_; }
  /// The run of blocks with the greatest sum of words less a cost for clutter, [begin, end):
  /// maximum subsequence segmentation, Pasternack & Roth, WWW 2009.
  std::size_t segment_begin() const { return segment_begin_; }
  std::size_t segment_end() const { return segment_end_; }
  /// How many of the `distance` blocks before (negative) or after are good.
  int good_blocks_near(std::size_t block, int distance) const;

  std::uint32_t article_count() const { return article_count_; }
  /// In the <article> element with the most good words.
  bool is_in_best_article(const TextBlock& block) const;

  const BlockGroup& group_of(std::size_t block) const { return groups_[group_index_[block]]; }
  const BlockGroup& wide_group_of(std::size_t block) const {
    return wide_groups_[wide_group_index_[block]];
  }
  const std::vector<std::uint32_t>& group_numbers() const { return group_index_; }
  const std::vector<std::uint32_t>& wide_group_numbers() const { return wide_group_index_; }
  std::uint32_t repeats(std::size_t block) const { return repeat_count_[block]; }
  bool is_repeat(std::size_t block) const { return is_repeat_[block]; }
  std::uint32_t similar_siblings(std::size_t block) const;
  std::uint32_t parent_similar_siblings(std::size_t block) const;

  /// Share of the block's words that the title has, and of the title's words that the block has.
  float title_overlap(std::size_t block) const { return title_overlap_[block]; }
  float title_cover(std::size_t block) const { return title_cover_[block]; }
  float description_overlap(std::size_t block) const { return description_overlap_[block]; }
  /// Share of the block's word 4-grams (its words, when it has fewer) in the page's articleBody.
  float article_body_overlap(std::size_t block) const { return article_body_overlap_[block]; }

 private:
  void sum_blocks();
  void find_roots();
  void find_best_parent();
  void find_best_article();
  void find_segment();
  void find_headline();
  void group_blocks();
  void count_repeats();
  void compare_with(const PageFacts& facts);
  std::uint64_t place_of(std::uint32_t element, int levels) const;
  std::uint64_t element_signature(std::uint32_t element) const;
  std::uint64_t compute_signature(std::uint32_t element) const;
  std::uint32_t siblings_like(std::uint32_t element) const;

  const Document& document_;
  const PageBlocks& page_;
  mutable std::vector<std::uint64_t> signatures_;  // by node; 0 until asked for
  mutable std::string class_words_;                // for compute_signature(): its memory is kept
  std::vector<Totals> sums_;                       // prefix sums: [i] covers blocks before i
  std::uint32_t root80_ = 0, root50_ = 0, best_parent_ = 0, best_article_ = 0, article_count_ = 0;
  std::size_t headline_ = 0, first_good_ = 0, last_good_ = 0, segment_begin_ = 0, segment_end_ = 0;
  std::vector<BlockGroup> groups_, wide_groups_;
  std::vector<std::uint32_t> group_index_, wide_group_index_, repeat_count_;
  std::vector<bool> is_repeat_;
  std::vector<float> title_overlap_, title_cover_, description_overlap_, article_body_overlap_;
  mutable HashCounts sibling_counts_;
};

}  // namespace cuttings
