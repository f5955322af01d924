#include "extractor/metadata/class_hint.h"

#include <array>
#include <vector>

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

using HintsByLetter = std::array<std::vector<Hint>, 26>;

/// The hints whose part begins with a letter, a-z.
const HintsByLetter& hints_by_letter() {
  static const auto* const kTable = [] {
    auto* table = new HintsByLetter;  // lives to the end
    for (const Hint& hint : kHints)
      (*table)[static_cast<std::size_t>(hint.part[0] - 'a')].push_back(hint);
    return table;
  }();
  return *kTable;
}

/// One pass: at each letter only the parts that begin with it are compared.
std::uint8_t find_hints(std::string_view lower) {
  const HintsByLetter& table = hints_by_letter();
  std::uint8_t found = 0;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if (lower[i] < 'a' || lower[i] > 'z') continue;
    for (const Hint& hint : table[static_cast<std::size_t>(lower[i] - 'a')])
      if (lower.compare(i, hint.part.size(), hint.part) == 0)
        found = static_cast<std::uint8_t>(found | hint.kind);
  }
  return found;
}

}  // namespace

std::uint8_t ClassHints::of(std::string_view value) {
  constexpr std::size_t kMaxBytes = 300;
  const auto [entry, is_new] = known_.try_emplace(value, std::uint8_t{0});
  if (!is_new) return entry->second;
  entry->second = find_hints(to_ascii_lower(value.substr(0, kMaxBytes)));
  return entry->second;
}

}  // namespace cuttings
