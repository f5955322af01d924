#include "extractor/dom/skeleton.h"

#include <algorithm>

namespace cuttings {

void keep_folded_in_form(Skeleton& skeleton, std::size_t first) {
  constexpr std::string_view kComment = "<!---->";
  std::vector<SkeletonText>& texts = skeleton.texts;
  std::size_t i = texts.size();
  first = std::min(first, i);
  while (i > first && texts[i - 1].kind != TextKind::kFolded) --i;
  if (i == first) return;
  const std::size_t at = texts[i - 1].skeleton_begin + (i - 1 < kPlaceholders ? 4 : 8);
  skeleton.markup.insert(at, kComment);
  for (; i < texts.size(); ++i)
    texts[i].skeleton_begin += static_cast<std::uint32_t>(kComment.size());
  // Tags behind it: Gumbo ignores them, or else the comment was not needed and does no harm.
  for (auto tag = skeleton.tags.rbegin(); tag != skeleton.tags.rend() && tag->skeleton_begin >= at;
       ++tag)
    tag->skeleton_begin += static_cast<std::uint32_t>(kComment.size());
}

}  // namespace cuttings
