#include "extractor/metadata/character_references.h"

#include "config/base/text.h"
#include "extractor/dom/character_reference.h"

namespace cuttings {
namespace {

std::string decode_once(std::string_view text) {
  std::string out;
  append_decoded(out, text, ReferenceContext::kAttribute, {});
  return out;
}

/// Without "<em>", "</b>" and the like: "<" followed by a letter or "/", up to ">".
std::string drop_tags(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_tag = text[i] == '<' && i + 1 < text.size() &&
                        (is_ascii_alpha(text[i + 1]) || text[i + 1] == '/');
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
