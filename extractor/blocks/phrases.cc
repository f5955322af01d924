#include "extractor/blocks/phrases.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "config/base/text.h"
#include "extractor/blocks/key_table.h"
#include "extractor/vocabulary/vocabulary.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxWordsOfPrefix = 12, kMaxWordsOfLongPrefix = 60;
constexpr std::size_t kMaxWordsOfSuffix =
    40;  // of a caption whose last words name the photographer
constexpr std::size_t kMaxComparedBytes = 160;  // longer than every phrase

struct Phrase {
  std::string text;
  Reason reason = Reason::kNone;
  std::size_t max_words = 0;  // 0: the whole block only
  bool is_ending = false;
};

std::uint32_t last_two(std::string_view text) {
  if (text.size() < 2) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  return static_cast<std::uint32_t>(byte(text.size() - 2) << 8 | byte(text.size() - 1));
}

std::uint32_t first_byte(std::string_view text) { return static_cast<unsigned char>(text[0]); }

/// All phrases, longest first, and where to look for the ones a text may begin or end with.
class PhraseTable {
 public:
  explicit PhraseTable(std::vector<Phrase> phrases) : phrases_(std::move(phrases)) {
    std::stable_sort(phrases_.begin(), phrases_.end(), [](const Phrase& a, const Phrase& b) {
      return a.text.size() > b.text.size();
    });
    for (std::uint32_t i = 0; i < phrases_.size(); ++i) add(i);
  }

  /// The first phrase that `key`, which is not empty, begins with and that `fits`.
  template <class Fits>
  Reason find_beginning(std::string_view key, const Fits& fits) const {
    Reason found = Reason::kNone;
    if (key.size() >= KeyTable::kKeyBytes)
      found = first_of(beginnings_.find(KeyTable::key_at(key, 0)), fits);
    return found != Reason::kNone ? found : first_of(short_.find(first_byte(key)), fits);
  }

  template <class Fits>
  Reason find_ending(std::string_view key, const Fits& fits) const {
    return first_of(endings_.find(last_two(key)), fits);
  }

 private:
  void add(std::uint32_t number) {
    const Phrase& phrase = phrases_[number];
    if (phrase.is_ending)
      endings_.add(last_two(phrase.text), number);
    else if (phrase.text.size() >= KeyTable::kKeyBytes)
      beginnings_.add(KeyTable::key_at(phrase.text, 0), number);
    else
      short_.add(first_byte(phrase.text), number);
  }

  template <class Fits>
  Reason first_of(std::span<const std::uint32_t> numbers, const Fits& fits) const {
    for (const std::uint32_t number : numbers)
      if (fits(phrases_[number])) return phrases_[number].reason;
    return Reason::kNone;
  }

  std::vector<Phrase> phrases_;
  KeyTable beginnings_;  ///< by their first four bytes
  KeyTable short_;       ///< beginnings of fewer, by their first
  KeyTable endings_;     ///< by their last two
};

Reason reason_called(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Reason::kLowScore); ++i)
    if (reason_name(static_cast<Reason>(i)) == name) return static_cast<Reason>(i);
  return Reason::kNone;
}

/// A line of a vocabulary file.
Phrase read_phrase(std::string_view line, Reason reason) {
  Phrase phrase{{}, reason, 0, line.starts_with("*")};
  if (phrase.is_ending)
    phrase.max_words = kMaxWordsOfSuffix, line.remove_prefix(1);
  else if (line.ends_with("**"))
    phrase.max_words = kMaxWordsOfLongPrefix, line.remove_suffix(2);
  else if (line.ends_with("*"))
    phrase.max_words = kMaxWordsOfPrefix, line.remove_suffix(1);
  phrase.text = replace_all(to_ascii_lower(line), "ı", "i");
  return phrase;
}

std::vector<Phrase> read_vocabulary() {
  std::vector<Phrase> phrases;
  for (const std::string_view file : vocabulary_files()) {
    Reason reason = Reason::kNone;
    for (std::string_view line : split(file, '\n')) {
      if (line.empty() || line.front() == '#') continue;
      if (line.front() == '[')
        reason = reason_called(line.substr(1, line.size() - 2));
      else
        phrases.push_back(read_phrase(line, reason));
    }
  }
  return phrases;
}

const PhraseTable& phrase_table() {
  static const PhraseTable loaded(read_vocabulary());
  return loaded;
}

bool matches(const Phrase& phrase, std::string_view key, std::size_t words) {
  if (!key.starts_with(phrase.text)) return false;
  const std::string_view rest = key.substr(phrase.text.size());
  if (rest.empty() || rest == ":") return true;
  if (phrase.max_words == 0 || words > phrase.max_words) return false;
  // "share" begins "share this" but not "shareholders": a word must end with an ASCII prefix.
  return !is_ascii_alpha(phrase.text.back()) ||
         (!is_ascii_alpha(rest.front()) && (rest.front() & 0x80) == 0);
}

bool ends_so(const Phrase& phrase, std::string_view key, std::size_t words) {
  return words <= phrase.max_words && key.ends_with(phrase.text);
}

constexpr bool is_outer_ascii(char c) {  // all ASCII punctuation is P or S in Unicode
  return is_ascii_space(c) || c == '\v' ||
         (c > ' ' && c <= '~' && c != '(' && !is_ascii_alphanumeric(c));
}

bool is_outer(char32_t c) {
  if (c < 0x80) return is_outer_ascii(static_cast<char>(c));
  if (c == 0xA9) return false;
  if (is_space_code_point(c)) return true;
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_P_MASK | U_GC_S_MASK)) != 0;
}

/// Turkish writes "AYRICA" for "ayrıca" and "İLGİLİ" for "ilgili": all its letters i are one.
char32_t lower(char32_t c) {
  if (c == 0x2019) return U'\'';
  if (c == 0x131) return U'i';
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

/// Adds ASCII text, without what is outer at the beginning of `out`; `kept` ends behind the last
/// character that is not outer.
void add_ascii(std::string_view text, std::string& out, std::size_t& kept) {
  if (out.empty())
    while (!text.empty() && is_outer_ascii(text.front())) text.remove_prefix(1);
  const std::size_t begin = out.size();
  append_ascii_lower(out, text);
  std::size_t end = out.size();
  while (end > begin && is_outer_ascii(out[end - 1])) --end;
  if (end > begin) kept = end;
}

}  // namespace

std::string normalise_phrase(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t kept = 0;
  while (!text.empty()) {
    const std::size_t ascii = ascii_prefix_length(text);
    add_ascii(text.substr(0, ascii), out, kept);
    text.remove_prefix(ascii);
    if (text.empty()) break;
    const CodePoint c = decode_code_point(text, 0);
    text.remove_prefix(c.length);
    const bool outer = is_outer(c.value);
    if (outer && out.empty()) continue;
    append_utf8(out, lower(c.value));
    if (!outer) kept = out.size();
  }
  // A colon that ends the text is part of some phrases ("photo:"); it stays when nothing else
  // follows it.
  if (kept < out.size() && out[kept] == ':') ++kept;
  out.resize(kept);
  return out;
}

Reason match_phrase(std::string_view text, std::size_t words) {
  if (words > kMaxWordsOfLongPrefix) return Reason::kNone;
  std::size_t size = std::min(text.size(), kMaxComparedBytes);
  while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
    --size;
  const std::string key = normalise_phrase(text.substr(0, size));
  if (key.empty()) return Reason::kNone;
  const Reason begins = phrase_table().find_beginning(
      key, [&](const Phrase& phrase) { return matches(phrase, key, words); });
  if (begins != Reason::kNone || size < text.size() || words > kMaxWordsOfSuffix) return begins;
  return phrase_table().find_ending(
      key, [&](const Phrase& phrase) { return ends_so(phrase, key, words); });
}

}  // namespace cuttings
