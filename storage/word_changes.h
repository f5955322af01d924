#pragma once
// How much of a text changed, in words.

#include <cstdint>
#include <string_view>

namespace cuttings {

struct WordChanges {
  std::int64_t added = 0;
  std::int64_t removed = 0;
};

/// Counts words (parts between white space) that one text has more often than the other. A moved
/// paragraph counts as nothing; the order of words is `diff`'s work. O(n).
WordChanges count_word_changes(std::string_view before, std::string_view after);

}  // namespace cuttings
