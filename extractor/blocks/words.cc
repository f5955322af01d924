#include "extractor/blocks/words.h"

#include <bit>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kGram = 4;

std::uint64_t gram_at(const std::vector<std::uint64_t>& words, std::size_t i) {
  std::uint64_t hash = 0;
  for (std::size_t k = 0; k < kGram; ++k)
    hash = (hash ^ words[i + k]) * 0x9E3779B97F4A7C15ull + (hash >> 29);
  return hash;
}

}  // namespace

void HashSet::reserve(std::size_t count) {
  if (count > 0) slots_.assign(std::bit_ceil(2 * count), kEmpty);
}

void HashSet::insert(std::uint64_t hash) {
  std::size_t at = home_of(hash);
  for (; slots_[at] != kEmpty; at = (at + 1) & (slots_.size() - 1))
    if (slots_[at] == nonempty(hash)) return;
  slots_[at] = nonempty(hash);
  ++size_;
}

std::vector<std::uint64_t> word_hashes(std::string_view text) {
  std::vector<std::uint64_t> words;
  constexpr std::uint64_t kStart = 0xCBF29CE484222325ull;  // FNV-1a
  std::uint64_t hash = kStart;
  bool in_word = false;
  for (const char c : text) {
    // U+2018 and the like stay inside words as bytes; good enough to compare two texts of one page.
    if (is_ascii_alphanumeric(c) || (c & 0x80) != 0) {
      hash = (hash ^ static_cast<unsigned char>(to_ascii_lower(c))) * 0x100000001B3ull;
      in_word = true;
      continue;
    }
    if (in_word) words.push_back(hash);
    hash = kStart, in_word = false;
  }
  if (in_word) words.push_back(hash);
  return words;
}

std::uint64_t block_hash(std::string_view text) {
  std::uint64_t hash = 0;
  for (const std::uint64_t word : word_hashes(text))
    hash = (hash ^ word) * 0x9E3779B97F4A7C15ull + (hash >> 31);
  return hash;
}

WordSet word_set(std::string_view text) {
  const std::vector<std::uint64_t> words = word_hashes(text);
  WordSet set;
  set.reserve(words.size());
  for (const std::uint64_t word : words) set.insert(word);
  return set;
}

GramSet gram_set(std::string_view text) {
  const std::vector<std::uint64_t> words = word_hashes(text);
  GramSet grams;
  grams.reserve(words.size());
  for (std::size_t i = 0; i + kGram <= words.size(); ++i) grams.insert(gram_at(words, i));
  return grams;
}

float share_of_words(const std::vector<std::uint64_t>& words, const WordSet& set) {
  if (words.empty()) return 0;
  std::size_t found = 0;
  for (const std::uint64_t word : words) found += set.contains(word);
  return static_cast<float>(found) / static_cast<float>(words.size());
}

float covered_share(const std::vector<std::uint64_t>& words, const WordSet& set) {
  WordSet found;
  for (const std::uint64_t word : words) {
    if (!set.contains(word)) continue;
    if (found.empty()) found.reserve(set.size());  // most blocks have none: nothing to allocate
    found.insert(word);
  }
  return static_cast<float>(found.size()) / static_cast<float>(set.size());
}

float share_of_grams(const std::vector<std::uint64_t>& words, const GramSet& set) {
  if (words.size() < kGram) return 0;
  std::size_t found = 0;
  for (std::size_t i = 0; i + kGram <= words.size(); ++i) found += set.contains(gram_at(words, i));
  return static_cast<float>(found) / static_cast<float>(words.size() - kGram + 1);
}

}  // namespace cuttings
