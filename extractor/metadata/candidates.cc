#include "extractor/metadata/candidates.h"

#include "config/base/text.h"

namespace cuttings {

std::string_view origin_name(Origin origin) {
  static constexpr std::array<std::string_view, 9> kNames = {
      "json-ld", "microdata", "opengraph", "dublin-core", "meta",
      "html",    "url",       "header",    "script"};
  return kNames[static_cast<std::size_t>(origin)];
}

/// True for what a template leaves where it has no value: "undefined", "{{ title }}".
static bool is_unfilled(std::string_view value) {
  if (value.starts_with("{{") && value.ends_with("}}")) return true;
  return value == "undefined" || value == "null" || value == "[object Object]" || value == "NaN";
}

/// Without marks that only direct how text is drawn: zero-width spaces, overrides and isolates of
/// direction, and marks of direction at the ends. Joiners stay, scripts need them.
static std::string without_drawing_marks(std::string text) {
  if (text.find('\xE2') == std::string::npos && text.find('\xEF') == std::string::npos) return text;
  for (const char* mark : {"\u200B", "\u2060", "\uFEFF", "\u202A", "\u202B", "\u202C", "\u202D",
                           "\u202E", "\u2066", "\u2067", "\u2068", "\u2069"})
    text = replace_all(text, mark, "");
  for (const std::string_view mark : {"\u200E", "\u200F"}) {
    while (text.starts_with(mark)) text.erase(0, mark.size());
    while (text.ends_with(mark)) text.resize(text.size() - mark.size());
  }
  return text;
}

void Candidates::add(Field field, Origin origin, int weight, std::string_view value,
                     std::uint32_t position) {
  auto& list = lists_[static_cast<std::size_t>(field)];
  if (list.size() >= kMaxPerField || value.size() > kMaxValueBytes) return;
  std::string clean =
      collapse_whitespace(without_drawing_marks(without_soft_hyphens(remove_controls(value))));
  if (!clean.empty() && !is_unfilled(clean))
    list.push_back({origin, weight, std::move(clean), position});
}

const std::vector<Candidate>& Candidates::of(Field field) const {
  return lists_[static_cast<std::size_t>(field)];
}

}  // namespace cuttings
