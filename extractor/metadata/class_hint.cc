#include "extractor/metadata/class_hint.h"

#include <algorithm>
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

static_assert(std::all_of(std::begin(kHints), std::end(kHints),
                          [](const Hint& hint) { return hint.part.size() > 2; }));

constexpr std::size_t kLetters = 26;
using HintsByLetters = std::array<std::vector<Hint>, kLetters * kLetters>;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

std::size_t slot_of(char first, char second) {
  return static_cast<std::size_t>(first - 'a') * kLetters + static_cast<std::size_t>(second - 'a');
}

/// The hints whose part begins with two letters, a-z.
const HintsByLetters& hints_by_letters() {
  static const auto* const kTable = [] {
    auto* table = new HintsByLetters;  // lives to the end
    for (const Hint& hint : kHints) (*table)[slot_of(hint.part[0], hint.part[1])].push_back(hint);
    return table;
  }();
  return *kTable;
}

/// One pass: at each place only the parts that begin with its two letters are compared.
std::uint8_t find_hints(std::string_view value) {
  constexpr std::size_t kMaxBytes = 300;
  std::array<char, kMaxBytes> folded;  // not a string: pages have thousands of values
  const std::size_t size = std::min(value.size(), kMaxBytes);
  std::transform(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(size), folded.begin(),
                 [](char c) { return to_ascii_lower(c); });
  const std::string_view lower(folded.data(), size);
  const HintsByLetters& table = hints_by_letters();
  std::uint8_t found = 0;
  for (std::size_t i = 0; i + 1 < lower.size(); ++i) {
    if (!is_lower(lower[i]) || !is_lower(lower[i + 1])) continue;
    for (const Hint& hint : table[slot_of(lower[i], lower[i + 1])])
      if (i + hint.part.size() <= lower.size() && lower[i + 2] == hint.part[2] &&
          lower.substr(i).starts_with(hint.part))
        found = static_cast<std::uint8_t>(found | hint.kind);
  }
  return found;
}

}  // namespace

std::uint8_t ClassHints::of(std::string_view value) { return known_.of(value, find_hints); }

}  // namespace cuttings
