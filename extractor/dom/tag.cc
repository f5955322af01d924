#include "extractor/dom/tag.h"

#include <array>

#include "extractor/dom/tag_kind.h"

namespace cuttings {
namespace {

constexpr std::array kNames = {
    std::string_view(""),
    std::string_view(""),
#define TAG(enumerator, name) std::string_view(name),
#include "extractor/dom/tags.inc"
#undef TAG
};

}  // namespace

std::string_view tag_name(Tag tag) { return kNames[static_cast<std::size_t>(tag)]; }

Tag tag_from_name(std::string_view lower_case_name) { return tag_of(name_key(lower_case_name)); }

}  // namespace cuttings
