#include "extractor/metadata/by_word.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

#include "config/base/text.h"
#include "config/base/utf8.h"
#include "extractor/metadata/fold_word.h"

namespace cuttings {
namespace {

constexpr std::string_view kByWords[] = {
#define BY(word) word,
#include "extractor/metadata/by_words.inc"
#undef BY
};

/// The by-words that begin with `first`.
const std::vector<std::string_view>& by_words_from(char first) {
  using Table = std::array<std::vector<std::string_view>, 256>;
  static const auto* const kTable = [] {
    auto* table = new Table;  // lives to the end
    for (const std::string_view word : kByWords)
      (*table)[static_cast<unsigned char>(word.front())].push_back(word);
    return table;
  }();
  return (*kTable)[static_cast<unsigned char>(first)];
}

/// Length of "By", "Von", "Par", "Por" where the name's capital follows at once ("VonAnn Lee": two
/// elements with nothing between); else 0.
std::size_t glued_by_word_length(std::string_view text) {
  for (const std::string_view word : {"By", "Von", "Par", "Por", "by", "von", "par", "por"}) {
    if (!text.starts_with(word) || text.size() < word.size() + 3) continue;
    const char next = text[word.size()], after = text[word.size() + 1];
    if (next >= 'A' && next <= 'Z' && !(after >= 'A' && after <= 'Z')) return word.size();
  }
  return 0;
}

/// The bytes at the beginning of `text` that fold to `folded`: a code point for a code point.
std::size_t bytes_folded_to(std::string_view folded, std::string_view text) {
  std::size_t bytes = 0;
  for (std::size_t left = count_code_points(folded); left > 0; --left)
    bytes += decode_code_point(text, bytes).length;
  return bytes;
}

}  // namespace

bool may_begin_by_word(char c) {
  static const auto kFirst = [] {
    std::array<bool, 128> first{};
    for (const std::string_view word : kByWords)
      if ((word[0] & 0x80) == 0) first[static_cast<std::size_t>(word[0])] = true;
    return first;
  }();
  return (c & 0x80) != 0 || kFirst[static_cast<std::size_t>(to_ascii_lower(c))];
}

std::string_view drop_wide_mark(std::string_view text) {
  for (const std::string_view mark : {"：", "・", "／", "＝", "="})
    if (text.starts_with(mark)) return text.substr(mark.size());
  return text;
}

std::size_t by_word_length(std::string_view text) {
  if (text.empty() || !may_begin_by_word(text.front())) return 0;
  const std::string folded = fold_word(text.substr(0, 40));
  std::size_t best = 0;
  for (const std::string_view word : by_words_from(folded.front())) {
    if (!folded.starts_with(word) || word.size() >= folded.size()) continue;
    const std::string_view behind = std::string_view(folded).substr(word.size());
    const bool has_end = behind.front() == ' ' || behind.front() == ':' ||
                         drop_wide_mark(behind).size() < behind.size() ||
                         ((word[0] & 0x80) != 0 && behind.front() == '/');
    if (has_end && word.size() > best) best = word.size();
  }
  if (best == 0) return glued_by_word_length(text);
  return bytes_folded_to(std::string_view(folded).substr(0, best), text);
}

bool is_by_word(std::string_view name) {
  static const auto* const kSet =
      new std::unordered_set<std::string_view>(std::begin(kByWords), std::end(kByWords));
  return kSet->contains(fold_word(name));
}

}  // namespace cuttings
