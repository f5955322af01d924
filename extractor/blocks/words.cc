#include "extractor/blocks/words.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "config/base/byte_masks.h"

namespace cuttings {
namespace {

constexpr std::size_t kGram = 4;

std::uint64_t gram_at(const WordHashes& words, std::size_t i) {
  std::uint64_t hash = 0;
  for (std::size_t k = 0; k < kGram; ++k)
    hash = (hash ^ words[i + k]) * 0x9E3779B97F4A7C15ull + (hash >> 29);
  return hash;
}

}  // namespace

void HashSet::reserve(std::size_t count) {
  if (count > 0) slots_.assign(std::bit_ceil(4 * count), kEmpty);
}

void HashSet::insert(std::uint64_t hash) {
  std::size_t at = home_of(hash);
  for (; slots_[at] != kEmpty; at = (at + 1) & (slots_.size() - 1))
    if (slots_[at] == nonempty(hash)) return;
  slots_[at] = nonempty(hash);
  ++size_;
}

void WordHasher::fold(std::string_view text) {
  constexpr std::size_t kBits = 64;
  lower_.resize(text.size() + Bytes16::kSize);
  inside_.assign(text.size() / kBits + 1, 0);
  for (std::size_t i = 0; i < text.size(); i += Bytes16::kSize) {
    const Bytes16 bytes = Bytes16::load(text, i);
    bytes.store_lower(lower_.data() + i);
    // U+2018 and the like stay inside words as bytes; good enough to compare two texts of one page.
    const auto [alphanumeric, not_ascii] = bytes.masks();
    inside_[i / kBits] |= std::uint64_t{alphanumeric | not_ascii} << (i % kBits);
  }
}

/// Eight bytes a step; the same on every page and for ever, as stores keep what is made of it.
std::uint64_t WordHasher::hash_of(std::size_t begin, std::size_t end) const {
  constexpr std::size_t kStep = sizeof(std::uint64_t);
  std::uint64_t hash = end - begin;
  for (std::size_t i = begin; i < end; i += kStep) {
    std::uint64_t bytes;
    std::memcpy(&bytes, lower_.data() + i, kStep);
    if (end - i < kStep) bytes &= (std::uint64_t{1} << 8 * (end - i)) - 1;
    hash = (hash ^ bytes) * 0x9E3779B97F4A7C15ull;
    hash ^= hash >> 32;
  }
  return hash;
}

const WordHashes& WordHasher::hash(std::string_view text) {
  fold(text);
  words_.clear();
  std::size_t begin = 0;
  std::uint64_t before = 0;  // 1 while a word goes on
  for (std::size_t i = 0; i < inside_.size(); ++i) {
    const std::uint64_t inside = inside_[i];
    std::uint64_t edges = inside ^ (inside << 1 | before);  // where a word begins or has ended
    for (; edges != 0; edges &= edges - 1) {
      const std::size_t at = 64 * i + static_cast<std::size_t>(std::countr_zero(edges));
      if (before != 0) words_.push_back(hash_of(begin, at));
      begin = at, before ^= 1;
    }
  }
  if (before != 0) words_.push_back(hash_of(begin, text.size()));
  return words_;
}

WordHashes word_hashes(std::string_view text) { return WordHasher().hash(text); }

std::uint64_t WordHasher::block_hash(std::string_view text) {
  std::uint64_t hash = 0;
  for (const std::uint64_t word : this->hash(text))
    hash = (hash ^ word) * 0x9E3779B97F4A7C15ull + (hash >> 31);
  return hash;
}

std::uint64_t block_hash(std::string_view text) { return WordHasher().block_hash(text); }

WordSet word_set(std::string_view text) {
  WordHasher hasher;
  const WordHashes& words = hasher.hash(text);
  WordSet set;
  set.reserve(words.size());
  for (const std::uint64_t word : words) set.insert(word);
  return set;
}

GramSet gram_set(std::string_view text) {
  WordHasher hasher;
  const WordHashes& words = hasher.hash(text);
  GramSet grams;
  grams.reserve(words.size());
  for (std::size_t i = 0; i + kGram <= words.size(); ++i) grams.insert(gram_at(words, i));
  return grams;
}

WordOverlap overlap(const WordHashes& words, const WordSet& set) {
  if (words.empty() || set.empty()) return {};
  thread_local std::vector<std::size_t> found;  // its memory is kept from block to block
  found.clear();
  for (const std::uint64_t word : words)
    if (const std::size_t at = set.find(word); at != WordSet::kNowhere) found.push_back(at);
  const auto share = static_cast<float>(found.size()) / static_cast<float>(words.size());
  std::sort(found.begin(), found.end());
  const auto distinct = std::unique(found.begin(), found.end()) - found.begin();
  return {share, static_cast<float>(distinct) / static_cast<float>(set.size())};
}

float share_of_grams(const WordHashes& words, const GramSet& set) {
  if (words.size() < kGram) return 0;
  std::size_t found = 0;
  for (std::size_t i = 0; i + kGram <= words.size(); ++i) found += set.contains(gram_at(words, i));
  return static_cast<float>(found) / static_cast<float>(words.size() - kGram + 1);
}

}  // namespace cuttings
