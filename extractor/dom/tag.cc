#include "extractor/dom/tag.h"

#include <array>
#include <unordered_map>

namespace cuttings {
namespace {

constexpr std::array kNames = {
    std::string_view(""),
    std::string_view(""),
#define TAG(enumerator, name) std::string_view(name),
#include "extractor/dom/tags.inc"
#undef TAG
};

std::unordered_map<std::string_view, Tag> make_index() {
  std::unordered_map<std::string_view, Tag> index;
  for (std::size_t i = 2; i < kNames.size(); ++i) index.emplace(kNames[i], static_cast<Tag>(i));
  return index;
}

}  // namespace

std::string_view tag_name(Tag tag) { return kNames[static_cast<std::size_t>(tag)]; }

Tag tag_from_name(std::string_view lower_case_name) {
  static const std::unordered_map<std::string_view, Tag> index = make_index();
  const auto found = index.find(lower_case_name);
  return found == index.end() ? Tag::kOther : found->second;
}

}  // namespace cuttings
