#pragma once
// Words as hashes: comparing a block with the title, the description or the articleBody without
// allocating a string a word.

#include <cstdint>
#include <string_view>
#include <vector>

namespace cuttings {

/// A set of hashes: open addressing over a table at most a quarter full, for quick answers to "no".
class HashSet {
 public:
  void reserve(std::size_t count);  ///< before the first insert(): room for `count` of them
  void insert(std::uint64_t hash);
  bool contains(std::uint64_t hash) const { return find(hash) != kNowhere; }

  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  /// A number of its own for each hash that is in the set, else kNowhere.
  std::size_t find(std::uint64_t hash) const {
    if (slots_.empty()) return kNowhere;
    for (std::size_t at = home_of(hash); slots_[at] != kEmpty; at = (at + 1) & (slots_.size() - 1))
      if (slots_[at] == nonempty(hash)) return at;
    return kNowhere;
  }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

 private:
  static constexpr std::uint64_t kEmpty = 0;
  static std::uint64_t nonempty(std::uint64_t hash) { return hash == kEmpty ? 1 : hash; }
  std::size_t home_of(std::uint64_t hash) const {
    return (hash ^ hash >> 32) & (slots_.size() - 1);
  }

  std::vector<std::uint64_t> slots_;  ///< a power of two of them
  std::size_t size_ = 0;
};

using WordSet = HashSet;
using GramSet = HashSet;

using WordHashes = std::vector<std::uint64_t>;

/// A hash a word, in order; ASCII case folded; words are runs of letters, digits and non-ASCII
/// characters. O(text).
WordHashes word_hashes(std::string_view text);
/// The same for one text after another, without allocating for each. Not thread-safe.
class WordHasher {
 public:
  /// Valid until the next call.
  const WordHashes& hash(std::string_view text);
  /// The words of a block in their order as one number; the same on every page, and kept in stores.
  std::uint64_t block_hash(std::string_view text);

 private:
  void fold(std::string_view text);
  std::uint64_t hash_of(std::size_t begin, std::size_t end) const;

  std::vector<char> lower_;            ///< the text, A-Z as a-z, with room for a word's last read
  std::vector<std::uint64_t> inside_;  ///< a bit a byte of it: part of a word
  WordHashes words_;
};

/// WordHasher::block_hash() of a single text.
std::uint64_t block_hash(std::string_view text);
WordSet word_set(std::string_view text);
/// Hashes of all runs of four words.
GramSet gram_set(std::string_view text);

struct WordOverlap {
  float share = 0;    ///< of the words, how many the set has; 0 without words
  float covered = 0;  ///< of the set, how many stand among the words; 0 for an empty set
};
WordOverlap overlap(const WordHashes& words, const WordSet& set);
/// Share of the 4-grams of `words` that `set` has; 0 with fewer than four words.
float share_of_grams(const WordHashes& words, const GramSet& set);

}  // namespace cuttings
