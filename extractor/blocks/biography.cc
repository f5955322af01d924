#include "extractor/blocks/biography.h"

#include <algorithm>
#include <string>

#include "config/base/text.h"
#include "extractor/metadata/fold_word.h"

namespace cuttings {
namespace {

#define IS(words)
#define DOES(words)
#define OF(word)

constexpr std::string_view kBeingWords[] = {
#undef IS
#define IS(words) words,
#include "extractor/blocks/biography_words.inc"
#undef IS
#define IS(words)
};
constexpr std::string_view kDoingWords[] = {
#undef DOES
#define DOES(words) words,
#include "extractor/blocks/biography_words.inc"
#undef DOES
#define DOES(words)
};
constexpr std::string_view kCallings[] = {
#undef OF
#define OF(word) word,
#include "extractor/blocks/biography_words.inc"
#define ROLE(word) word,
#define NOTE(word)
#include "extractor/metadata/role_words.inc"
};
#undef IS
#undef DOES
#undef OF
#undef ROLE
#undef NOTE

/// True when `text` begins with `words` and a word ends there.
bool opens_with(std::string_view text, std::string_view words) {
  return text.starts_with(words) && (text.size() == words.size() || text[words.size()] == ' ');
}

/// Without ", 41," at the beginning.
std::string_view without_age(std::string_view text) {
  constexpr std::size_t kMaxAge = 12;  // bytes: ", aged 104,"
  if (!text.starts_with(',')) return trim_ascii(text);
  const std::size_t end = text.find(',', 1);
  return end <= kMaxAge ? trim_ascii(text.substr(end + 1)) : std::string_view();
}

/// True when one of the first words of `text` is a calling.
bool names_calling(std::string_view text) {
  constexpr int kMaxWords = 9;  // "an award-winning and much translated chief political reporter"
  for (int i = 0; i < kMaxWords && !text.empty(); ++i) {
    const std::string_view whole = text.substr(0, text.find(' '));
    const std::string_view word = whole.substr(0, whole.find_first_of(",.;:"));
    if (std::find(std::begin(kCallings), std::end(kCallings), word) != std::end(kCallings))
      return true;
    if (whole.ends_with('.')) return false;
    text.remove_prefix(std::min(text.size(), whole.size() + 1));
  }
  return false;
}

}  // namespace

bool tells_occupation(std::string_view after_name) {
  constexpr std::size_t kReach = 160;  // bytes that are read
  const std::string folded = fold_word(after_name.substr(0, kReach));
  const std::string_view text = without_age(folded);
  const auto opens = [&](std::string_view words) { return opens_with(text, words); };
  if (std::any_of(std::begin(kDoingWords), std::end(kDoingWords), opens)) return true;
  return std::any_of(std::begin(kBeingWords), std::end(kBeingWords), [&](std::string_view words) {
    return opens_with(text, words) && names_calling(trim_ascii(text.substr(words.size())));
  });
}

}  // namespace cuttings
