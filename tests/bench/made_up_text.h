#pragma once
// Made-up texts for benchmarks: words of no language in several scripts, as often as Zipf's law
// has them. The same seed gives the same texts.

#include <cstddef>
#include <random>
#include <span>
#include <string>

namespace cuttings::bench {

/// A language of our own making: `tag` says which one its letters look like.
struct MadeUpLanguage {
  const char* tag;         ///< "en", "de", ...
  const char* syllables;   ///< with spaces between; one a word's digit. Empty: Han characters
  const char* stop;        ///< ends a sentence
  int share;               ///< of 100 articles
  bool has_spaces = true;  ///< between words
};

/// Their shares make 100.
std::span<const MadeUpLanguage> made_up_languages();
/// That of the `number`th article, in turns by share.
const MadeUpLanguage& language_of(std::size_t number);

/// The word of that rank; rank 0 is the commonest of kMadeUpWords.
std::string made_up_word(const MadeUpLanguage& language, std::size_t rank);
constexpr std::size_t kMadeUpWords = 60'000;

/// A rank by Zipf's law: the inverse of its distribution, near enough.
std::size_t zipf_rank(std::mt19937& random);

/// `count` words that are not among the `least` commonest.
std::string made_up_words(const MadeUpLanguage& language, std::mt19937& random, std::size_t count,
                          std::size_t least);
/// Sentences in paragraphs, at least so many bytes of UTF-8.
std::string made_up_text(const MadeUpLanguage& language, std::mt19937& random, std::size_t bytes);

}  // namespace cuttings::bench
