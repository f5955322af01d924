#include "extractor/dom/tag_attributes.h"

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::string_view kFontAttributes[] = {"color", "face", "size"};

bool is_html_integration(NameKey key) {
  return key == name_key("foreignobject") || key == name_key("desc") || key == name_key("title");
}

}  // namespace

const Attribute* TagAttributes::find(std::string_view name) const {
  for (const Attribute& attribute : all_)
    if (attribute.name == name) return &attribute;
  return nullptr;
}

std::string_view TagAttributes::value(std::string_view name) const {
  const Attribute* found = find(name);
  return found == nullptr ? std::string_view() : found->value;
}

bool TagAttributes::breaks_out(NameKey key, TagKind kind) const {
  if ((kind & kBreakoutTag) != 0) return true;
  if (key != name_key("font")) return false;
  for (const std::string_view name : kFontAttributes)
    if (has(name)) return true;
  return false;
}

ElementSpace TagAttributes::space(NameKey key, TagKind kind, bool is_foreign, bool is_math) const {
  if (!is_foreign)
    return key == name_key("svg") || key == name_key("math") ? ElementSpace::kForeign
                                                             : ElementSpace::kHtml;
  if (!is_math)
    return is_html_integration(key) ? ElementSpace::kHtmlIntegration : ElementSpace::kForeign;
  if ((kind & kMathTextTag) != 0) return ElementSpace::kMathText;
  if (key != name_key("annotation-xml")) return ElementSpace::kForeign;
  const std::string_view encoding = value("encoding");
  return equals_ignoring_ascii_case(encoding, "text/html") ||
                 equals_ignoring_ascii_case(encoding, "application/xhtml+xml")
             ? ElementSpace::kHtmlIntegration
             : ElementSpace::kAnnotationXml;
}

void TagAttributes::append_kept(std::string& markup, NameKey key) const {
  if (key == name_key("input")) {
    if (equals_ignoring_ascii_case(value("type"), "hidden")) markup += " type=\"hidden\"";
  } else if (key == name_key("annotation-xml")) {
    constexpr std::string_view kUnquotable("\"&\r\0", 4);
    if (has("encoding") && value("encoding").find_first_of(kUnquotable) == std::string_view::npos)
      (markup += " encoding=\"").append(value("encoding")) += '"';
  } else if (key == name_key("font")) {
    for (const std::string_view name : kFontAttributes)
      if (has(name)) (markup += ' ') += name;
  }
}

}  // namespace cuttings
