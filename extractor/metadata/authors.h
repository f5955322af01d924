#pragma once
// Authors: clean names out of by-lines and metadata values.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cuttings {

/// A name, and whether it is a person's or that of an agency, newsroom or site.
struct AuthorName {
  std::string name;
  bool is_organisation = false;

  bool operator==(const AuthorName&) const = default;
};

/// The names in `text`, in order: by-words, roles, mail addresses, handles and URLs dropped, lists
/// split at commas, semicolons, bars, "and" and its like in other languages. "Last, First" stays
/// one name only where `text` is a citation (kLastNameFirst). At most kMaxAuthors. O(text).
/// A line is read up to a date in it, unless it is kUncut.
enum class NameForm { kFree, kLastNameFirst, kUncut };
std::vector<AuthorName> parse_authors(std::string_view text, NameForm form = NameForm::kFree);
inline constexpr std::size_t kMaxAuthors = 50;

/// True when `text` is nothing but a by-word ("By", "Author:"), so that a name follows.
bool is_by_label(std::string_view text);

/// The text after a by-word at the beginning of `text` ("By", "Von", "Par", ...), else empty.
std::string_view after_by_word(std::string_view text);

/// As is_by_label(), in lower case: an everyday word, so that only a full name may follow.
bool is_small_by_label(std::string_view text);

/// True for two to four words that may be a person's whole name.
bool is_full_name(std::string_view text);

/// "Ann Lee" of "Ann Lee, Senior Reporter" or "Ann Lee | Staff Writer | 5 January"; else empty.
std::string_view name_before_role(std::string_view text);

/// True for "Reuters", "dpa": a name of agency_names.inc and nothing else, in either case.
bool names_agency(std::string_view text);

/// True for "Political correspondent", "Redakteurin": a few words that tell what a person does.
bool is_occupation_line(std::string_view text);

/// "Ann Lee" of "by Ann Lee" and "di Ann Lee", a line that has nothing else; else empty. In lower
/// case a by-word is an everyday word.
std::string_view after_small_by_word(std::string_view text);

/// True for a sentence that tells of an author ("Ann Lee covers the coast for us."), which is no
/// line that names one.
bool is_sentence_about_someone(std::string_view text);

/// Words in lower case that no list of names has.
std::ptrdiff_t count_prose_words(std::string_view text);

}  // namespace cuttings
