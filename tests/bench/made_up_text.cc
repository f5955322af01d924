#include "tests/bench/made_up_text.h"

#include <array>
#include <cmath>
#include <sstream>
#include <vector>

#include "config/base/utf8.h"

namespace cuttings::bench {
namespace {

constexpr std::array kLanguages = {
    MadeUpLanguage{"en", "ba ko mi ru ten sal dor fin gu lek po ash win the er ly", ". ", 40},
    MadeUpLanguage{"de", "ge ver schö ung kei ab tra ür mann stel zu wei ßen kra lich eu", ". ",
                   20},
    MadeUpLanguage{"fr", "la é tion que mar îl vou ette co rai ç sou deu nel pré ant", ". ", 15},
    MadeUpLanguage{"ru", "по ка не ст ра ли го ве ще ни мор ды тя ок бу ший", ". ", 10},
    MadeUpLanguage{"zh", "", "。", 10, false},
    MadeUpLanguage{"ko", "가 나 도 려 말 보 신 어 지 찬 크 터 필 한 우 르", ". ", 5},
};

std::vector<std::string> split(const char* text) {
  std::istringstream stream(text);
  std::vector<std::string> parts;
  for (std::string part; stream >> part;) parts.push_back(part);
  return parts;
}

std::string word_of_syllables(const char* syllables, std::size_t rank) {
  static thread_local const char* of = nullptr;
  static thread_local std::vector<std::string> parts;
  if (of != syllables) parts = split(of = syllables);
  std::string word;
  for (std::size_t rest = rank + 1; rest > 0; rest /= parts.size())
    word += parts[rest % parts.size()];
  return word;
}

// One character for the commonest words, two for the others, of some 2,000 characters.
std::string word_of_han(std::size_t rank) {
  constexpr std::size_t kSingle = 300, kCharacters = 2000;
  const auto character = [](std::size_t n) {
    return static_cast<char32_t>(0x4E00 + n * 7 % 14000);
  };
  std::string word;
  append_utf8(word, character(rank < kSingle ? rank : (rank * 31) % kCharacters));
  if (rank >= kSingle) append_utf8(word, character((rank / 17) % kCharacters));
  return word;
}

}  // namespace

std::span<const MadeUpLanguage> made_up_languages() { return kLanguages; }

const MadeUpLanguage& language_of(std::size_t number) {
  int at = static_cast<int>(number * 37 % 100);
  for (const MadeUpLanguage& language : kLanguages)
    if ((at -= language.share) < 0) return language;
  return kLanguages.front();
}

std::string made_up_word(const MadeUpLanguage& language, std::size_t rank) {
  return *language.syllables == '\0' ? word_of_han(rank)
                                     : word_of_syllables(language.syllables, rank);
}

std::size_t zipf_rank(std::mt19937& random) {
  const double uniform = std::uniform_real_distribution<>(0, 1)(random);
  return static_cast<std::size_t>(std::pow(static_cast<double>(kMadeUpWords), uniform)) - 1;
}

std::string made_up_words(const MadeUpLanguage& language, std::mt19937& random, std::size_t count,
                          std::size_t least) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0 && language.has_spaces) text += ' ';
    text += made_up_word(language, least + zipf_rank(random) % (kMadeUpWords - least));
  }
  return text;
}

std::string made_up_text(const MadeUpLanguage& language, std::mt19937& random, std::size_t bytes) {
  std::string text;
  for (std::size_t sentence = 1; text.size() < bytes; ++sentence) {
    text += made_up_words(language, random, 8 + random() % 14, 0) + language.stop;
    if (sentence % 5 == 0) text += "\n\n";
  }
  return text;
}

}  // namespace cuttings::bench
