#include "extractor/blocks/class_words.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <unordered_map>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxWordBytes = 24;  // longer than every word of the table

const std::unordered_map<std::string_view, ClassWords>& table() {
  static const std::unordered_map<std::string_view, ClassWords> words = {
#define WORD(word, categories) {word, categories},
#include "extractor/blocks/class_words.inc"
#undef WORD
  };
  return words;
}

/// Where a word of the table may begin and end at a given length; most words of most pages are told
/// from the table's by this alone, without hashing them.
class WordEnds {
 public:
  WordEnds() {
    for (const auto& [word, categories] : table()) known_[slot_of(word)] = true;
  }
  bool may_be_known(std::string_view word) const { return known_[slot_of(word)]; }

 private:
  static std::size_t slot_of(std::string_view word) {
    const auto letter = [](char c) { return static_cast<std::size_t>(c - 'a') & 31; };
    return (letter(word.front()) << 10) | (letter(word.back()) << 5) | word.size();
  }
  std::bitset<32 * 32 * 32> known_;
};

}  // namespace

ClassWords classify_class_words(std::string_view value) {
  static const WordEnds kEnds;
  ClassWords found = 0;
  std::array<char, kMaxWordBytes> word;
  std::size_t size = 0;
  const auto finish_word = [&] {
    const std::string_view whole(word.data(), std::min(size, kMaxWordBytes));
    if (size > 1 && size <= kMaxWordBytes && kEnds.may_be_known(whole)) {
      const auto entry = table().find(whole);
      if (entry != table().end()) found |= entry->second;
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
