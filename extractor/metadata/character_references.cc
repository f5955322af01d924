#include "extractor/metadata/character_references.h"

#include <algorithm>
#include <iterator>

#include "config/base/text.h"
#include "extractor/dom/character_reference.h"

namespace cuttings {
namespace {

std::string decode_once(std::string_view text) {
  std::string out;
  append_decoded(out, text, ReferenceContext::kAttribute, {});
  return out;
}

/// True when an element of a line of text begins or ends at "<"; "vector<int>" has none.
bool is_markup(std::string_view rest) {
  static constexpr std::string_view kNames[] = {
      "a",     "abbr", "b",      "br",  "cite", "code", "del",  "div",  "em", "font", "h1",
      "h2",    "h3",   "i",      "img", "ins",  "kbd",  "mark", "nobr", "p",  "q",    "s",
      "small", "span", "strong", "sub", "sup",  "time", "tt",   "u",    "wbr"};
  constexpr std::size_t kMaxName = 8;
  rest.remove_prefix(rest.starts_with("</") ? 2 : 1);
  const std::size_t end = rest.find_first_of(" />\t\n");
  if (end == std::string_view::npos || end > kMaxName) return false;
  return std::find(std::begin(kNames), std::end(kNames), to_ascii_lower(rest.substr(0, end))) !=
         std::end(kNames);
}

/// Without "<em>", "</b>" and the like, up to ">".
std::string drop_tags(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_tag = text[i] == '<' && is_markup(text.substr(i));
    const std::size_t end = is_tag ? text.find('>', i) : std::string_view::npos;
    if (end == std::string_view::npos)
      out += text[i];
    else
      i = end;
    if (is_tag && end == std::string_view::npos) return out.append(text.substr(i + 1));
  }
  return out;
}

}  // namespace

std::string decode_character_references(std::string_view text) {
  if (text.find_first_of("&<") == std::string_view::npos) return std::string(text);
  std::string out = decode_once(text);
  if (out.find('&') != std::string::npos) out = decode_once(out);
  return out.find('<') == std::string::npos ? out : drop_tags(out);
}

}  // namespace cuttings
