// make_month_names > extractor/metadata/month_names.inc: month names and abbreviations of many
// languages by ICU, folded by fold_word(), sorted, one MONTH("name", number) a line. Of
// two languages that give a word two meanings the first in the list wins.

#include <algorithm>
#include <iostream>
#include <map>

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

#include "extractor/metadata/fold_word.h"

namespace {

/// ICU's names of one language, in all its widths and both cases of use.
void add_language(const char* language, std::map<std::string, int>& months) {
  using icu::DateFormatSymbols;
  UErrorCode status = U_ZERO_ERROR;
  const DateFormatSymbols symbols(icu::Locale(language), status);
  for (const auto context : {DateFormatSymbols::FORMAT, DateFormatSymbols::STANDALONE})
    for (const auto width : {DateFormatSymbols::WIDE, DateFormatSymbols::ABBREVIATED}) {
      int32_t count = 0;
      const icu::UnicodeString* names = symbols.getMonths(count, context, width);
      for (int32_t i = 0; i < count && i < 12; ++i) {
        std::string name;
        names[i].toUTF8String(name);
        name = cuttings::fold_word(name);
        if (name.find_first_of("0123456789") != std::string::npos || name.size() < 3) continue;
        while (name.ends_with('.')) name.pop_back();
        if (std::count(name.begin(), name.end(), ' ') > 1 || name.starts_with("de ")) continue;
        months.emplace(name, i + 1);
        if (std::string_view(language) == "he") months.emplace("ב" + name, i + 1);
      }
    }
}

}  // namespace

int main() {
  std::map<std::string, int> months = {{"sept", 9}, {"mrz", 3}, {"jänner", 1}, {"feber", 2}};
  for (const char* language :
       {"en", "de", "fr", "es", "it", "pt", "nl", "pl",    "ru",    "uk",    "cs",   "sk",
        "sl", "hr", "sr", "bg", "mk", "ro", "hu", "fi",    "sv",    "da",    "nb",   "is",
        "et", "lv", "lt", "tr", "az", "el", "ar", "fa",    "he",    "hi",    "bn",   "ta",
        "id", "ms", "th", "sq", "ca", "eu", "gl", "ka",    "hy",    "be",    "kk",   "sw",
        "ga", "cy", "af", "ur", "lb", "fo", "mt", "ar_LB", "ar_MA", "ar_DZ", "ar_TN"})
    add_language(language, months);
  std::cout << "// Made by tools/dev/make_month_names.cc from ICU; do not edit.\n";
  for (const auto& [name, month] : months)
    std::cout << "MONTH(\"" << name << "\", " << month << ")\n";
}
