#include "extractor/metadata/month_names.h"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <iterator>
#include <unordered_set>

namespace cuttings {
namespace {

struct MonthName {
  std::string_view name;
  int month;
};
constexpr MonthName kMonths[] = {
    {"\x01", 0},  // so that the table is never empty while it is being made
#define MONTH(name, month) {name, month},
#include "extractor/metadata/month_names.inc"
#undef MONTH
};

/// A bit for each beginning of two bytes that a name has: most words have another.
std::size_t slot_of(std::string_view word) {
  return static_cast<unsigned char>(word[0]) * 31u + static_cast<unsigned char>(word[1]);
}

bool may_be_month(std::string_view word) {
  using Beginnings = std::bitset<256 * 32>;
  static const Beginnings kBeginnings = [] {
    Beginnings seen;
    for (const MonthName& month : kMonths)
      if (month.name.size() >= 2) seen.set(slot_of(month.name));
    return seen;
  }();
  return word.size() >= 2 && kBeginnings[slot_of(word)];
}

}  // namespace

bool may_begin_month_of_two_words(std::string_view folded_word) {
  static const auto kFirstWords = [] {
    std::unordered_set<std::string_view> words;
    for (const MonthName& month : kMonths)
      if (const std::size_t space = month.name.find(' '); space != std::string_view::npos)
        words.insert(month.name.substr(0, space));
    return words;
  }();
  return may_be_month(folded_word) && kFirstWords.contains(folded_word);
}

int month_of_word(std::string_view folded_word) {
  if (!may_be_month(folded_word)) return 0;
  const auto* found =
      std::lower_bound(std::begin(kMonths), std::end(kMonths), folded_word,
                       [](const MonthName& a, std::string_view b) { return a.name < b; });
  return found != std::end(kMonths) && found->name == folded_word ? found->month : 0;
}

}  // namespace cuttings
