#include "extractor/blocks/phrases.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "config/base/text.h"
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
};

/// Longest first.
using PhrasesByBytes = std::unordered_map<std::uint16_t, std::vector<Phrase>>;

struct Table {
  PhrasesByBytes beginnings;  ///< by their first two bytes
  PhrasesByBytes endings;     ///< by their last two
};

std::uint16_t bucket_of(std::string_view text) {
  const auto at = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
  };
  return static_cast<std::uint16_t>(at(0) << 8 | at(1));
}

std::string_view last_two(std::string_view text) {
  return text.substr(text.size() - std::min<std::size_t>(text.size(), 2));
}

Reason reason_called(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Reason::kLowScore); ++i)
    if (reason_name(static_cast<Reason>(i)) == name) return static_cast<Reason>(i);
  return Reason::kNone;
}

void add_line(Table& table, std::string_view line, Reason reason) {
  Phrase phrase{{}, reason, 0};
  const bool is_ending = line.starts_with("*");
  if (is_ending)
    phrase.max_words = kMaxWordsOfSuffix, line.remove_prefix(1);
  else if (line.ends_with("**"))
    phrase.max_words = kMaxWordsOfLongPrefix, line.remove_suffix(2);
  else if (line.ends_with("*"))
    phrase.max_words = kMaxWordsOfPrefix, line.remove_suffix(1);
  phrase.text = to_ascii_lower(line);
  const std::uint16_t bucket = bucket_of(is_ending ? last_two(phrase.text) : phrase.text);
  (is_ending ? table.endings : table.beginnings)[bucket].push_back(std::move(phrase));
}

Table load() {
  Table table;
  for (const std::string_view file : vocabulary_files()) {
    Reason reason = Reason::kNone;
    for (std::string_view line : split(file, '\n')) {
      if (line.empty() || line.front() == '#') continue;
      if (line.front() == '[')
        reason = reason_called(line.substr(1, line.size() - 2));
      else
        add_line(table, line, reason);
    }
  }
  for (PhrasesByBytes* phrases : {&table.beginnings, &table.endings})
    for (auto& [bucket, same] : *phrases)
      std::stable_sort(same.begin(), same.end(), [](const Phrase& a, const Phrase& b) {
        return a.text.size() > b.text.size();
      });
  return table;
}

const Table& phrase_table() {
  static const Table loaded = load();
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

/// The first of the phrases that `fits` the key.
template <class Fits>
Reason find_phrase(const PhrasesByBytes& phrases, std::string_view bytes, const Fits& fits) {
  const auto bucket = phrases.find(bucket_of(bytes));
  if (bucket == phrases.end()) return Reason::kNone;
  for (const Phrase& phrase : bucket->second)
    if (fits(phrase)) return phrase.reason;
  return Reason::kNone;
}

bool is_outer(char32_t c) {
  if (c < 0x80 && is_ascii_alphanumeric(static_cast<char>(c))) return false;
  if (c == 0xA9 || c == '(') return false;
  if (is_space_code_point(c)) return true;
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_P_MASK | U_GC_S_MASK)) != 0;
}

}  // namespace

std::string normalise_phrase(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (is_ascii_alphanumeric(text[i])) {  // most of most texts
      out.push_back(to_ascii_lower(text[i++]));
      kept = out.size();
      continue;
    }
    CodePoint c = decode_code_point(text, i);
    i += c.length;
    const bool outer = is_outer(c.value);
    if (outer && out.empty()) continue;
    if (c.value == 0x2019) c.value = '\'';
    if (c.value < 0x80)
      out.push_back(to_ascii_lower(static_cast<char>(c.value)));
    else
      append_utf8(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c.value))));
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
  const Reason begins = find_phrase(phrase_table().beginnings, key, [&](const Phrase& phrase) {
    return matches(phrase, key, words);
  });
  if (begins != Reason::kNone || size < text.size()) return begins;
  return find_phrase(phrase_table().endings, last_two(key),
                     [&](const Phrase& phrase) { return ends_so(phrase, key, words); });
}

}  // namespace cuttings
