#include "extractor/metadata/shown_title.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "config/base/text.h"
#include "extractor/metadata/character_references.h"
#include "extractor/metadata/node_text.h"

namespace cuttings {
namespace {

constexpr std::string_view kMarks[] = {"|", "-", "–", "—", ":", "»", "«", "·", "•", "›", "::"};

/// Nothing, or a mark next to the text it stands behind or before.
bool is_parted(std::string_view rest, bool is_behind) {
  rest = trim_ascii(rest);
  return rest.empty() ||
         std::any_of(std::begin(kMarks), std::end(kMarks), [&](std::string_view mark) {
           return is_behind ? rest.starts_with(mark) : rest.ends_with(mark);
         });
}

/// True when `title` is `text` and names no site after a bar, or begins or ends with it and a mark
/// parts the rest.
bool is_end_of(std::string_view title, std::string_view text) {
  if (text == title) return title.find(" | ") == std::string_view::npos;
  return (title.starts_with(text) && is_parted(title.substr(text.size()), true)) ||
         (title.ends_with(text) && is_parted(title.substr(0, title.size() - text.size()), false));
}

}  // namespace

std::optional<std::uint32_t> find_shown_title(const Document& document) {
  constexpr std::size_t kMinText = 12;  // bytes, chosen by hand
  std::optional<std::uint32_t> best;
  std::size_t longest = 0;
  std::string title;
  for (std::uint32_t i = 0; i < document.size(); ++i) {
    const Node node = document.node(i);
    if (node.tag() == Tag::kTitle && title.empty())
      title = decode_character_references(title_text(document, node));
    if (i < document.body().index() || !node.is_text() || title.size() < kMinText) continue;
    const std::string_view text = trim_ascii(node.text());
    const std::size_t least = std::max({kMinText, longest + 1, title.size() / 2});
    if (text.size() < least || node.parent().tag() == Tag::kA || !is_end_of(title, text)) continue;
    longest = text.size(), best = i;
  }
  return best;
}

std::string without_kicker(const Document& document, Node heading, std::string text,
                           std::string_view page_title) {
  constexpr std::size_t kMaxKicker = 60, kMinRest = 12;  // bytes, chosen by hand
  Node first = heading.first_child();
  while (first && first.is_text() && trim_ascii(first.text()).empty()) first = first.next_sibling();
  if (!first || first.is_text() || text.empty() || page_title.find(text) != page_title.npos)
    return text;
  const std::string kicker = short_text(document, first, kMaxKicker);
  if (kicker.empty() || !text.starts_with(kicker)) return text;
  const std::string_view rest = trim_ascii(std::string_view(text).substr(kicker.size()));
  const bool is_titles = rest.size() >= kMinRest && page_title.starts_with(rest);
  return is_titles ? std::string(rest) : text;
}

}  // namespace cuttings
