#include "extractor/verdict/phrase_index.h"

#include <unicode/uchar.h>

#include "config/base/text.h"

namespace cuttings {
namespace {

/// The code point that ends right before `at`; 0 at the beginning.
char32_t before(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  std::size_t begin = at - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return decode_code_point(text, begin).value;
}

char32_t after(std::string_view text, std::size_t at) {
  return at < text.size() ? decode_code_point(text, at).value : 0;
}

bool is_unspaced(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0E7F) || (c >= 0x3005 && c <= 0x9FFF) || c >= 0x20000;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return is_ascii_alphanumeric(static_cast<char>(c));
  return u_isalnum(static_cast<UChar32>(c)) != 0 && !is_unspaced(c);
}

}  // namespace

std::string fold_for_search(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view ascii = text.substr(i, ascii_prefix_length(text.substr(i)));
    append_ascii_lower(out, ascii);
    i += ascii.size();
    if (i == text.size()) break;
    const CodePoint c = decode_code_point(text, i);
    if (c.value == 0x2019 || c.value == 0x2018)
      out.push_back('\'');
    else if (c.value == 0xA0)
      out.push_back(' ');
    else if (is_unspaced(c.value))
      out.append(text.substr(i, c.length));
    else
      append_utf8(out, static_cast<char32_t>(
                           u_foldCase(static_cast<UChar32>(c.value), U_FOLD_CASE_DEFAULT)));
    i += c.length;
  }
  return out;
}

bool PhraseIndex::add(std::string_view phrase, std::uint8_t tag) {
  std::string folded = fold_for_search(phrase);
  if (folded.size() < KeyTable::kKeyBytes) return false;
  numbers_.add(KeyTable::key_at(folded, 0), static_cast<std::uint32_t>(phrases_.size()));
  phrases_.push_back({std::move(folded), tag});
  return true;
}

bool PhraseIndex::matches(const Phrase& phrase, std::string_view text, std::size_t at) {
  if (text.substr(at, phrase.text.size()) != phrase.text) return false;
  const std::size_t end = at + phrase.text.size();
  if (is_letter(after(phrase.text, 0)) && is_letter(before(text, at))) return false;
  return !is_letter(before(phrase.text, phrase.text.size())) || !is_letter(after(text, end));
}

}  // namespace cuttings
