#include "extractor/metadata/meta_tags.h"

#include <unordered_map>

#include "config/base/text.h"
#include "extractor/metadata/character_references.h"

namespace cuttings {
namespace {

struct MetaName {
  std::string_view name;
  Field field;
  Origin origin;
  int weight;
};
constexpr MetaName kNames[] = {
#define META(name, field, origin, weight) {name, Field::field, Origin::origin, weight},
#include "extractor/metadata/meta_names.inc"
#undef META
};

const MetaName* find_name(std::string_view name) {
  static const auto* const kTable = [] {
    auto* table = new std::unordered_map<std::string_view, const MetaName*>;  // lives to the end
    for (const MetaName& entry : kNames) table->emplace(entry.name, &entry);
    return table;
  }();
  if (name.empty() || name.size() > 60) return nullptr;
  std::string key = to_ascii_lower(trim_ascii(name));
  if (key.starts_with("dc:") || key.starts_with("dcterms:")) key[key.find(':')] = '.';
  const auto found = kTable->find(key);
  return found == kTable->end() ? nullptr : found->second;
}

}  // namespace

void collect_meta_tag(Node meta, Candidates& out) {
  const std::string_view content = meta.attribute("content");
  if (content.empty()) return;
  for (const char* attribute : {"property", "name", "itemprop", "http-equiv"}) {
    const MetaName* known = find_name(meta.attribute(attribute));
    if (known == nullptr) continue;
    std::string value = decode_character_references(content);
    if (known->field == Field::kFree) value = content == "free" ? "true" : "false";
    return out.add(known->field, known->origin, known->weight, value);
  }
}

}  // namespace cuttings
