#include "extractor/metadata/microdata.h"

#include "config/base/text.h"
#include "extractor/metadata/node_text.h"

namespace cuttings {
namespace {

/// The element's property value (https://html.spec.whatwg.org/#concept-property-value); we take
/// "content" wherever it stands and the title of <abbr>, as pages do.
std::string value_of(const Document& document, Node node) {
  for (const char* name : {"content", "datetime"})
    if (node.has_attribute(name)) return std::string(node.attribute(name));
  if (node.tag_name() == "abbr" && node.has_attribute("title"))
    return std::string(node.attribute("title"));
  if (node.tag() == Tag::kImg) return std::string(node.attribute("src"));
  if (node.tag() == Tag::kLink) return std::string(node.attribute("href"));
  return short_text(document, node, 600);
}

struct Property {
  std::string_view name;
  Field field;
};
constexpr Property kProperties[] = {
    {"headline", Field::kTitle},          {"datepublished", Field::kPublished},
    {"datecreated", Field::kPublished},   {"datemodified", Field::kModified},
    {"author", Field::kAuthor},           {"creator", Field::kAuthor},
    {"articlesection", Field::kSection},  {"keywords", Field::kTag},
    {"description", Field::kDescription}, {"image", Field::kImage},
    {"license", Field::kLicense},         {"inlanguage", Field::kLanguage},
    {"isaccessibleforfree", Field::kFree}};

}  // namespace

Microdata::Kind Microdata::kind_of_item(std::string_view itemtype,
                                        std::string_view itemprop) const {
  const std::string prop = to_ascii_lower(itemprop);
  const std::string type = to_ascii_lower(itemtype);
  if (prop == "author" || prop == "creator") return Kind::kPerson;
  if (prop == "publisher") return Kind::kPublisher;
  for (const char* work :
       {"article", "posting", "webpage", "recipe", "creativework", "blog", "review"})
    if (type.find(work) != std::string::npos) return Kind::kWork;
  return Kind::kOther;
}

void Microdata::read(Node node, bool has_itemscope, std::string_view itemtype,
                     std::string_view itemprop, bool is_aside) {
  constexpr std::size_t kMaxOpen = 64;
  while (!open_.empty() && node.index() >= open_.back().end) open_.pop_back();
  const Kind around = open_.empty() ? Kind::kWork : open_.back().kind;
  const Kind parent = open_.size() < 2 ? Kind::kWork : open_[open_.size() - 2].kind;
  const int weight = is_aside ? 15 : 82;
  for (const std::string_view name : split(itemprop, ' ')) {
    if (name.empty()) continue;
    if (around == Kind::kWork && !has_itemscope) add_property(node, name, weight);
    if (around == Kind::kPerson && parent == Kind::kWork && name == "name")
      out_.add(Field::kAuthor, Origin::kMicrodata, weight, value_of(document_, node));
    if (around == Kind::kPublisher && name == "name")
      out_.add(Field::kSitename, Origin::kMicrodata, is_aside ? 10 : 70, value_of(document_, node));
  }
  if (has_itemscope && open_.size() < kMaxOpen)
    open_.push_back({node.subtree_end(), kind_of_item(itemtype, itemprop)});
}

void Microdata::add_property(Node node, std::string_view name, int weight) {
  const std::string lower = to_ascii_lower(name);
  for (const Property& property : kProperties)
    if (lower == property.name)
      out_.add(property.field, Origin::kMicrodata, lower == "datecreated" ? weight - 20 : weight,
               value_of(document_, node));
}

}  // namespace cuttings
