#pragma once
// WordEnds: a quick "no" before a table of words is asked: most words of most pages are told from
// the table's by how they begin, how they end and how long they are, without hashing them.

#include <bitset>
#include <cstddef>
#include <string_view>

namespace cuttings {

class WordEnds {
 public:
  /// `word` is not empty; ASCII case is of no account.
  void add(std::string_view word) { known_[slot_of(word)] = true; }
  /// False when no word like `word`, which is not empty, was added; wrong at times when true. O(1).
  bool may_hold(std::string_view word) const { return known_[slot_of(word)]; }

 private:
  static constexpr std::size_t kValues = 32;  // of the low five bits, which ASCII case leaves alone

  static std::size_t slot_of(std::string_view word) {
    const auto low = [](std::size_t value) { return value % kValues; };
    const std::size_t first = low(static_cast<unsigned char>(word.front()));
    const std::size_t last = low(static_cast<unsigned char>(word.back()));
    return (first * kValues + last) * kValues + low(word.size());
  }

  std::bitset<kValues * kValues * kValues> known_;
};

}  // namespace cuttings
