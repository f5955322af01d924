#include "extractor/blocks/class_words.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <unordered_map>

#include "config/base/text.h"
#include "extractor/blocks/word_ends.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxWordBytes = 24;  // longer than every word of the table

const std::unordered_map<std::string_view, ClassWords>& class_word_table() {
  static const std::unordered_map<std::string_view, ClassWords> words = {
#define WORD(word, categories) {word, categories},
#include "extractor/blocks/class_words.inc"
#undef WORD
  };
  return words;
}

const WordEnds& word_ends() {
  static const WordEnds ends = [] {
    WordEnds all;
    for (const auto& [word, categories] : class_word_table()) all.add(word);
    return all;
  }();
  return ends;
}

}  // namespace

ClassWords classify_class_words(std::string_view value) {
  const WordEnds& ends = word_ends();
  ClassWords found = 0;
  std::array<char, kMaxWordBytes> word;
  std::size_t size = 0;
  const auto finish_word = [&] {
    const std::string_view whole(word.data(), std::min(size, kMaxWordBytes));
    if (size > 1 && size <= kMaxWordBytes && ends.may_hold(whole)) {
      const auto entry = class_word_table().find(whole);
      if (entry != class_word_table().end()) found |= entry->second;
    }
    size = 0;
  };
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (!is_ascii_alpha(c)) {
      finish_word();
      continue;
    }
    const bool is_upper = c <= 'Z';
    const bool is_hump = is_upper && i > 0 && value[i - 1] >= 'a' && value[i - 1] <= 'z';
    if (is_hump) finish_word();
    if (size < kMaxWordBytes) word[size] = to_ascii_lower(c);
    ++size;
  }
  finish_word();
  return found;
}

}  // namespace cuttings
