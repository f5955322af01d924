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

void Candidates::add(Field field, Origin origin, int weight, std::string_view value,
                     std::uint32_t position) {
  auto& list = lists_[static_cast<std::size_t>(field)];
  if (list.size() >= kMaxPerField || value.size() > kMaxValueBytes) return;
  std::string clean = collapse_whitespace(without_soft_hyphens(remove_controls(value)));
  if (!clean.empty() && !is_unfilled(clean))
    list.push_back({origin, weight, std::move(clean), position});
}

const std::vector<Candidate>& Candidates::of(Field field) const {
  return lists_[static_cast<std::size_t>(field)];
}

}  // namespace cuttings
