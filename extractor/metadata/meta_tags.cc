#include "extractor/metadata/meta_tags.h"

#include <algorithm>
#include <initializer_list>
#include <unordered_map>

#include "config/base/text.h"
#include "extractor/metadata/authors.h"
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

bool holds_any(std::string_view key, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
    return key.find(part) != std::string_view::npos;
  });
}

/// What a name that no table has says of dates by its parts: "cms_creationdate",
/// "w-published-date". Less trusted than any name we know. Null when it says nothing.
const MetaName* guess_date_name(std::string_view name) {
  static constexpr MetaName kPublished = {"", Field::kPublished, Origin::kMeta, 55};
  static constexpr MetaName kDate = {"", Field::kPublished, Origin::kMeta, 50};
  static constexpr MetaName kModified = {"", Field::kModified, Origin::kMeta, 55};
  if (name.size() > 60) return nullptr;
  const std::string key = to_ascii_lower(name);
  const bool is_date = holds_any(key, {"date", "time"});
  const bool is_published =
      holds_any(key, {"publish", "pubdate", "pub_date", "pub-date", "date-pub"});
  if ((!is_date && !key.ends_with("published") && !key.ends_with("updated")) ||
      holds_any(key, {"expir", "event", "birth", "start", "build", "copyright", "valid"}))
    return nullptr;
  if (holds_any(key, {"modif", "updat", "revis"})) return &kModified;
  return is_published ? &kPublished : key.find("date") != std::string::npos ? &kDate : nullptr;
}

/// A card of Twitter says in pairs what its maker likes: label1 "Written by", data1 "Ann Lee". The
/// plugins that write them write the label right before.
void collect_card_author(Node label, Candidates& out) {
  constexpr int kWeight = 55;  // above a by-line without a name, below one that is named so
  constexpr int kReach = 3;    // siblings: white space between
  if (!starts_with_ignoring_ascii_case(label.attribute("name"), "twitter:label") ||
      !is_by_label(trim_ascii(label.attribute("content"))))
    return;
  Node data = label.next_sibling();
  for (int step = 0; data && data.tag() != Tag::kMeta && step < kReach; ++step)
    data = data.next_sibling();
  if (data && starts_with_ignoring_ascii_case(data.attribute("name"), "twitter:data"))
    out.add(Field::kAuthor, Origin::kMeta, kWeight,
            decode_character_references(data.attribute("content")));
}

}  // namespace

void collect_meta_tag(Node meta, Candidates& out) {
  const std::string_view content = meta.attribute("content");
  if (content.empty()) return;
  collect_card_author(meta, out);
  for (const char* attribute : {"property", "name", "itemprop", "http-equiv"}) {
    const MetaName* known = find_name(meta.attribute(attribute));
    if (known == nullptr) continue;
    std::string value = decode_character_references(content);
    if (known->field == Field::kFree) value = content == "free" ? "true" : "false";
    return out.add(known->field, known->origin, known->weight, value);
  }
  for (const char* attribute : {"property", "name", "itemprop"})
    if (const MetaName* guess = guess_date_name(meta.attribute(attribute)); guess != nullptr)
      return out.add(guess->field, guess->origin, guess->weight, content);
}

}  // namespace cuttings
