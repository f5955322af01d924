#pragma once
// Nesting: turns the flat body's depths into open and closed containers (quotes, lists), the same
// for every renderer. No recursion: the open containers are a list.

#include <cstddef>
#include <vector>

#include "extractor/article.h"

namespace cuttings {

/// A quote or a list that is open around a block. Of a list, the item `ordinal` is the open one.
struct Container {
  enum class Kind { kQuote, kList } kind = Kind::kQuote;
  bool is_ordered = false;
  int ordinal = 0;  ///< of the open item, when ordered
};

/// What a block does to the containers of the block before it.
struct NestingStep {
  std::size_t kept = 0;       ///< this many outer containers stay open; the others end
  bool is_next_item = false;  ///< the innermost kept one is a list and its next item begins
};

class Nesting {
 public:
  /// Depths beyond this are drawn at it: real pages stay under 10, hostile ones would make the
  /// indentation quadratic.
  static constexpr int kMaxDepth = 24;

  /// Enters the next block. Quotes stand outside the lists that begin with them or after them; a
  /// quote that begins inside an open item stands inside it. A list item opens at most one list
  /// (levels that no item opened are skipped); a block of another kind opens none, and belongs to
  /// the innermost open item its depth allows. An ordered list whose numbers do not run on is a new
  /// list. O(depth).
  NestingStep enter(const BodyBlock& block);

  /// The containers around the last block entered, outermost first.
  const std::vector<Container>& open() const { return open_; }

 private:
  std::vector<Container> open_;
};

}  // namespace cuttings
