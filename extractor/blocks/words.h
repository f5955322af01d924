#pragma once
// Words as hashes: comparing a block with the title, the description or the articleBody without
// allocating a string a word.

#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace cuttings {

using WordSet = std::unordered_set<std::uint64_t>;
using GramSet = std::unordered_set<std::uint64_t>;

/// A hash a word, in order; ASCII case folded; words are runs of letters, digits and non-ASCII
/// characters.
std::vector<std::uint64_t> word_hashes(std::string_view text);
WordSet word_set(std::string_view text);
/// Hashes of all runs of four words.
GramSet gram_set(std::string_view text);

/// Share of `words` that `set` has; 0 without words.
float share_of_words(const std::vector<std::uint64_t>& words, const WordSet& set);
/// Share of `set` that stands among `words`.
float covered_share(const std::vector<std::uint64_t>& words, const WordSet& set);
/// Share of the 4-grams of `words` that `set` has; 0 with fewer than four words.
float share_of_grams(const std::vector<std::uint64_t>& words, const GramSet& set);

}  // namespace cuttings
