#include "extractor/metadata/byline.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

#include "config/base/text.h"
#include "extractor/metadata/authors.h"
#include "extractor/metadata/byline_cut.h"
#include "extractor/metadata/name_parts.h"
#include "extractor/metadata/node_text.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxByline = 160;  // bytes, chosen by hand

/// Sentences about an author, not a line that names one.
bool is_biography(std::string_view text) {
  // "By Ann Lee, Political Correspondent, and ..." has fewer
  constexpr std::ptrdiff_t kMaxSpaces = 13;
  const bool has_sentence = text.find(". ") != std::string_view::npos || text.ends_with('.');
  return is_sentence_about_someone(text) ||
         (has_sentence && std::count(text.begin(), text.end(), ' ') > kMaxSpaces);
}

/// The name that an author's box begins with, in an element of its own.
std::string name_above_biography(const Document& document, Node box) {
  constexpr std::size_t kMaxName = 40;  // bytes, chosen by hand
  for (std::uint32_t i = box.index() + 1; i < box.subtree_end(); ++i) {
    const Node below = document.node(i);
    const std::string_view text = below.is_text() ? trim_ascii(below.text()) : "";
    if (text.empty()) continue;
    const bool is_name = text.size() <= kMaxName && text.find(' ') != std::string_view::npos &&
                         text.find_first_of(".:!?") == std::string_view::npos;
    return is_name ? std::string(text) : std::string();
  }
  return {};
}

/// "am", "on", "am 5. Mai": what stands between a name and a date.
bool is_small_words(std::string_view text) {
  constexpr std::size_t kMaxWord = 2;
  const bool is_small = text[0] >= 'a' && text[0] <= 'z';
  return is_small && text.find(' ') == text.npos
             ? text.size() <= kMaxWord
             : is_small && text.find_first_of("0123456789") != text.npos;
}

/// More words in lower case than a list of names has, and no by-word before them.
bool is_prose(std::string_view text, std::ptrdiff_t most_words) {
  return count_prose_words(text) > most_words && after_by_word(text).empty();
}

/// "Ann Lee" of "Ann Lee writes of boats" and "5 May 2025 · Ann Lee on behalf of the harbour team";
/// nothing of "In the plant is no ...".
std::string name_before_prose(std::string_view text, const std::vector<AuthorName>& names) {
  const auto is_named = [&](const AuthorName& name) {
    const std::size_t at = text.find(name.name);
    const bool is_first =
        at == 0 || (at != text.npos && text.substr(0, at).find_first_of("0123456789") != text.npos);
    return is_first && is_full_name(name.name) && !is_glued(name.name);
  };
  const auto name = std::find_if(names.begin(), names.end(), is_named);
  return name == names.end() ? std::string() : name->name;
}

/// The texts below `element`, semicolons between. Of a box that holds sentences only whole names.
struct BylineTexts {
  std::string list;
  bool has_prose = false;
};

BylineTexts texts_below(const Document& document, Node element) {
  constexpr std::ptrdiff_t kMaxProse = 1;
  std::vector<std::string_view> texts;
  BylineTexts below;
  for (std::uint32_t i = element.index() + 1; i < element.subtree_end(); ++i) {
    const Node node = document.node(i);
    const std::string_view text = node.is_text() ? trim_ascii(node.text()) : "";
    if (text.empty() || is_small_words(text)) continue;
    texts.push_back(text);
    below.has_prose |= is_prose(before_date_part(text), kMaxProse);
  }
  bool is_labelled = false;
  for (const std::string_view text : texts) {
    if (!below.has_prose || is_labelled || is_full_name(text) || is_full_name(after_by_word(text)))
      below.list.append(below.list.empty() ? "" : ";").append(text);
    is_labelled = is_by_label(text) || is_small_by_label(text);
  }
  return below;
}

}  // namespace

Byline read_byline(const Document& document, Node element) {
  Byline byline{short_text(document, element, kMaxByline), false};
  byline.is_of_biography = is_biography(byline.text);
  if (byline.is_of_biography) byline.text = name_above_biography(document, element);
  if (byline.text.empty()) return byline;
  const std::vector<AuthorName> names = parse_authors(byline.text, NameForm::kUncut);
  const bool is_odd = std::any_of(names.begin(), names.end(),
                                  [](const AuthorName& name) { return is_glued(name.name); });
  constexpr std::ptrdiff_t kMaxProse = 2;
  const bool may_be_prose = is_prose(byline.text, kMaxProse);
  if (!names.empty() && !is_odd && !may_be_prose) return byline;
  BylineTexts below = texts_below(document, element);
  if (may_be_prose && below.has_prose && below.list.empty())
    byline.text = name_before_prose(byline.text, names);
  else if (names.empty() || is_odd || below.has_prose)
    byline.text = std::move(below.list);
  return byline;
}

bool is_inside_heading_link(Node node) {
  bool has_link = false, has_heading = false;
  for (int level = 0; level < 4 && node; ++level, node = node.parent()) {
    has_link |= node.tag() == Tag::kA;
    has_heading |= is_heading(node.tag());
  }
  return has_link && has_heading;
}

}  // namespace cuttings
