#include "extractor/metadata/class_hint.h"

#include "config/base/text.h"

namespace cuttings {
namespace {

struct Hint {
  ClassHint kind;
  std::string_view part;
};
constexpr Hint kHints[] = {
#define HINT(kind, part) {kind, part},
#include "extractor/metadata/class_hints.inc"
#undef HINT
};

}  // namespace

std::uint8_t ClassHints::of(std::string_view value) {
  constexpr std::size_t kMaxBytes = 300;
  const auto [entry, is_new] = known_.try_emplace(value, std::uint8_t{0});
  if (!is_new) return entry->second;
  const std::string lower = to_ascii_lower(value.substr(0, kMaxBytes));
  for (const Hint& hint : kHints)
    if (lower.find(hint.part) != std::string::npos)
      entry->second = static_cast<std::uint8_t>(entry->second | hint.kind);
  return entry->second;
}

}  // namespace cuttings
