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
constexpr std::size_t kMaxComparedBytes = 160;  // longer than every phrase

struct Phrase {
  Reason reason = Reason::kNone;
  std::size_t max_words = 0;  // 0: the whole block only
};

struct Table {
  std::unordered_map<std::string, Phrase> phrases;
  std::vector<std::size_t> prefix_sizes;  // distinct, longest first
};

Reason reason_called(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Reason::kLowScore); ++i)
    if (reason_name(static_cast<Reason>(i)) == name) return static_cast<Reason>(i);
  return Reason::kNone;
}

void add_line(Table& table, std::string_view line, Reason reason) {
  Phrase phrase{reason, 0};
  if (line.ends_with("**"))
    phrase.max_words = kMaxWordsOfLongPrefix, line.remove_suffix(2);
  else if (line.ends_with("*"))
    phrase.max_words = kMaxWordsOfPrefix, line.remove_suffix(1);
  std::string text = to_ascii_lower(line);
  if (phrase.max_words > 0) table.prefix_sizes.push_back(text.size());
  Phrase& entry = table.phrases[text];
  if (entry.max_words <= phrase.max_words) entry = phrase;
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
  auto& sizes = table.prefix_sizes;
  std::sort(sizes.rbegin(), sizes.rend());
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  return table;
}

const Table& table() {
  static const Table loaded = load();
  return loaded;
}

bool is_outer(char32_t c) {
  if (c == 0xA9 || c == '(') return false;
  if (is_space_code_point(c)) return true;
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_P_MASK | U_GC_S_MASK)) != 0;
}

}  // namespace

std::string normalise_phrase(std::string_view text) {
  std::string out;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < text.size();) {
    CodePoint c = decode_code_point(text, i);
    i += c.length;
    const bool outer = is_outer(c.value);
    if (outer && out.empty()) continue;
    if (c.value == 0x2019) c.value = '\'';
    append_utf8(out, c.value < 0x80
                         ? static_cast<char32_t>(to_ascii_lower(static_cast<char>(c.value)))
                         : static_cast<char32_t>(u_tolower(static_cast<UChar32>(c.value))));
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
  std::string key = normalise_phrase(text.substr(0, size));
  const auto find = [&](const std::string& phrase) {
    const auto entry = table().phrases.find(phrase);
    return entry == table().phrases.end() ? Phrase{} : entry->second;
  };
  if (Phrase whole = find(key); whole.reason != Reason::kNone) return whole.reason;
  if (key.ends_with(':'))
    if (Phrase whole = find(key.substr(0, key.size() - 1)); whole.reason != Reason::kNone)
      return whole.reason;
  std::string prefix;
  for (const std::size_t prefix_size : table().prefix_sizes) {
    if (prefix_size >= key.size()) continue;
    prefix.assign(key, 0, prefix_size);
    const Phrase phrase = find(prefix);
    if (phrase.max_words == 0 || words > phrase.max_words) continue;
    // "share" begins "share this" but not "shareholders": a word must end with an ASCII prefix.
    const char last = prefix.back(), next = key[prefix_size];
    if (is_ascii_alpha(last) && (is_ascii_alpha(next) || (next & 0x80) != 0)) continue;
    return phrase.reason;
  }
  return Reason::kNone;
}

}  // namespace cuttings
