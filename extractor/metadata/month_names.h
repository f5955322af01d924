#pragma once
// Month names and abbreviations of 55 languages (month_names.inc).

#include <string_view>

namespace cuttings {

/// 1-12 for a month's name or abbreviation in any language of the table, as fold_word() gives it;
/// else 0. O(log table).
int month_of_word(std::string_view folded_word);

/// True for the first word of the names that are two: "meán fómhair", those of the Levant.
bool may_begin_month_of_two_words(std::string_view folded_word);

}  // namespace cuttings
