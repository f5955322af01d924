#pragma once
// diff_words(): what changed between two texts, word by word.

#include <string>
#include <string_view>
#include <vector>

namespace cuttings {

enum class DiffKind { kSame, kRemoved, kAdded };

struct DiffPart {
  DiffKind kind = DiffKind::kSame;
  std::string text;  ///< words with one space between; "\n\n" is a break between paragraphs

  bool operator==(const DiffPart&) const = default;
};

/// The parts of both texts in order, neighbours of different kinds; what was removed stands before
/// what was added in its place. Words are what stands between white space. The shortest edit while
/// it has at most 2,000 words (Myers, "An O(ND) Difference Algorithm", Algorithmica 1986), else all
/// between the common beginning and end is removed and added. O(words * edits), 8 MB.
std::vector<DiffPart> diff_words(std::string_view before, std::string_view after);

}  // namespace cuttings
