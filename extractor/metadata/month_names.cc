#include "extractor/metadata/month_names.h"

#include <algorithm>
#include <iterator>

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

}  // namespace

int month_of_word(std::string_view folded_word) {
  const auto* found =
      std::lower_bound(std::begin(kMonths), std::end(kMonths), folded_word,
                       [](const MonthName& a, std::string_view b) { return a.name < b; });
  return found != std::end(kMonths) && found->name == folded_word ? found->month : 0;
}

}  // namespace cuttings
