#include "storage/search/snippet.h"

#include <algorithm>

#include "config/base/text.h"

namespace cuttings {
namespace {

bool continues_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// One line: line ends become spaces.
std::string flat(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (is_ascii_space(c)) c = ' ';
  return out;
}

void add(std::vector<SnippetPart>& parts, std::string_view text, bool is_match) {
  if (!text.empty()) parts.push_back({flat(text), is_match});
}

/// The place `count` code points from `at` towards the beginning or the end.
std::size_t step(std::string_view text, std::size_t at, int count, bool is_forward) {
  for (; count > 0 && (is_forward ? at < text.size() : at > 0); --count) {
    do {
      at = is_forward ? at + 1 : at - 1;
    } while (at > 0 && at < text.size() && continues_code_point(text[at]));
  }
  return at;
}

}  // namespace

std::vector<SnippetPart> parts_of_marked(std::string_view marked) {
  std::vector<SnippetPart> parts;
  while (!marked.empty()) {
    const std::size_t begin = std::min(marked.find('\x01'), marked.size());
    add(parts, marked.substr(0, begin), false);
    if (begin == marked.size()) break;
    const std::size_t end = std::min(marked.find('\x02', begin), marked.size());
    add(parts, marked.substr(begin + 1, end - begin - 1), true);
    marked.remove_prefix(std::min(end + 1, marked.size()));
  }
  return parts;
}

std::vector<SnippetPart> snippet_around(std::string_view text, std::string_view words) {
  constexpr int kAround = 30;  // code points, chosen by hand: a terminal's line holds the whole
  const std::size_t at = text.find(words);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = step(text, at, kAround, false);
  const std::size_t end = step(text, at + words.size(), kAround, true);
  std::vector<SnippetPart> parts;
  add(parts, (begin > 0 ? "…" : "") + std::string(text.substr(begin, at - begin)), false);
  add(parts, words, true);
  add(parts,
      std::string(text.substr(at + words.size(), end - at - words.size())) +
          (end < text.size() ? "…" : ""),
      false);
  return parts;
}

std::string first_unspaced(const SearchQuery& query) {
  for (const SearchTerm& term : query.terms)
    if (term.is_unspaced && !term.is_excluded) return term.text;
  return {};
}

}  // namespace cuttings
