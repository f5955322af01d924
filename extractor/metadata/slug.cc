#include "extractor/metadata/slug.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <utility>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "config/base/text.h"

namespace cuttings {
namespace {

/// The letter a-z that addresses have for a code point: without case and marks; 0 when there is
/// none.
char base_letter(char32_t c) {
  constexpr std::pair<char32_t, char> kWhole[] = {
      // which Unicode does not decompose
      {U'\u00DF', 's'}, {U'\u00E6', 'a'}, {U'\u00F0', 'd'}, {U'\u00F8', 'o'},
      {U'\u0111', 'd'}, {U'\u0131', 'i'}, {U'\u0142', 'l'}, {U'\u0153', 'o'}};
  if (c >= 0x80) {
    UErrorCode status = U_ZERO_ERROR;
    std::array<UChar, 8> parts{};
    const auto length =
        unorm2_getDecomposition(unorm2_getNFDInstance(&status), static_cast<UChar32>(c),
                                parts.data(), static_cast<std::int32_t>(parts.size()), &status);
    if (U_SUCCESS(status) && length > 0) c = parts[0];
    c = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
  }
  if (c < 0x80)
    return is_ascii_alpha(static_cast<char>(c)) ? to_ascii_lower(static_cast<char>(c)) : '\0';
  const auto whole = std::find_if(std::begin(kWhole), std::end(kWhole),
                                  [&](const auto& pair) { return pair.first == c; });
  return whole == std::end(kWhole) ? '\0' : whole->second;
}

/// Adds a letter unless it and the one before spell one letter of German or Norse.
void add_letter(std::string& word, char letter) {
  const char last = word.empty() ? '\0' : word.back();
  const bool is_umlaut = letter == 'e' && (last == 'a' || last == 'o' || last == 'u');
  if (!is_umlaut && !(letter == last && (letter == 'a' || letter == 's'))) word += letter;
}

}  // namespace

std::vector<std::string> slug_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool is_foreign = false;
  const auto end_word = [&] {
    if (word.size() >= 2 && !is_foreign) words.push_back(word);
    word.clear(), is_foreign = false;
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto [c, length] = decode_code_point(text, i);
    i += length;
    if (const char letter = base_letter(c); letter != '\0')
      add_letter(word, letter);
    else if (c >= 0x250 && c < 0x2000)
      is_foreign = true;
    else if (c != U'\'' && c != 0x2019 && c != 0xAD)  // "here's" is "heres" in an address
      end_word();
  }
  end_word();
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

std::vector<std::string> slug_of_path(std::string_view path) {
  std::vector<std::string> best;
  for (std::string_view segment : split(path, '/')) {
    const std::size_t dot = segment.rfind('.');
    if (dot != std::string_view::npos && segment.size() - dot <= 6)
      segment = segment.substr(0, dot);
    std::vector<std::string> words = slug_words(segment);
    if (words.size() > best.size()) best = std::move(words);
  }
  return best.size() < kMinSlugWords ? std::vector<std::string>() : best;
}

std::size_t count_shared(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string_view> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both.size();
}

bool path_names_forum(std::string_view path) {
  constexpr std::string_view kWords[] = {"forum", "thread", "topic"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::string_view word) { return path.find(word) != path.npos; });
}

double slug_match(const std::vector<std::string>& slug, std::string_view title) {
  if (slug.empty()) return 0;
  return static_cast<double>(count_shared(slug, slug_words(title))) /
         static_cast<double>(slug.size());
}

}  // namespace cuttings
