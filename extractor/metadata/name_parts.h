#pragma once
// Name parts: what stands around a person's name in a by-line, and what is none.

#include <string>
#include <string_view>

namespace cuttings {

/// True for "admin", "undefined", "Guest Author": what systems write where no author is known.
bool is_placeholder_name(std::string_view name);

/// True for "Bay Foundation", "Hafenstiftung": a word that no person's name has.
bool is_institution(std::string_view name);

/// True for "ann.lee", "annlee" and "ann_lee", each with "Ann Lee".
bool is_same_handle(std::string_view handle, std::string_view name);

/// True for "Ann" with "Ann Lee"; not with "Ann Admin", "Ann CO".
bool is_first_name_of(std::string_view part, std::string_view name);

/// True for "PhD", "M.D.", "MBA": a degree that stands after a name.
bool is_degree(std::string_view part);

/// True for "Jr.", "Sr", "III": it belongs to the name before it.
bool is_generation(std::string_view part);

/// True when a sentence ends inside: ". " after a word that is neither an initial nor a title
/// ("Prof. Dr. Ann Lee", "J.R.R. Lee" are names).
bool has_sentence_end(std::string_view name);

/// Without the word for a reporter that Korean, Japanese and Chinese papers write at a name, with
/// or without a space.
std::string_view drop_reporter_word(std::string_view name);

/// True for "Lee, Ann" and "van Dam, Ann Marie": one comma, what stands before it has one word
/// besides small ones, and neither part is a degree.
bool is_last_name_first(std::string_view name);

/// "Ann LeeBay Courier": two elements with nothing between, told by the capital in a word.
bool is_glued(std::string_view names);

/// Small words that stand in names of persons and hardly in others: "Anna van Leeuwen", but not
/// "Rio de Janeiro".
bool is_persons_particle(std::string_view word);

/// Small words inside names; other words in lower case after a capitalised one end the name.
bool is_name_particle(std::string_view word);

/// True for "à Quimper", "in Berlin": behind a whole name it is where the text was written.
bool says_where(std::string_view part);

/// "annlee in" as "annlee": what follows is a link to a section.
std::string_view drop_last_preposition(std::string_view name);

/// Without words that have no letter or digit (emoji, ornaments) and without marks that are not
/// seen.
std::string drop_ornaments(std::string_view name);

/// Without words that cannot be of a name: mail addresses, handles, URLs.
std::string drop_addresses(std::string_view name);

/// "Ann Lee Ann Lee" (a picture's text and a link's) as "Ann Lee".
std::string halve_if_doubled(std::string name);

/// "Lee, Ann" as "Ann Lee".
std::string first_name_first(std::string_view name);

/// True for "•" and "–": a mark that stands between two lines and is none.
bool is_mark(std::string_view text);

}  // namespace cuttings
