#pragma once
// By-words: "By", "Von", "文" and their like, before a person's name (by_words.inc).

#include <cstddef>
#include <string_view>

namespace cuttings {

/// True when a by-word may begin with this byte, in either case; surely so outside ASCII.
bool may_begin_by_word(char c);

/// Length of the longest by-word that `text` begins with and a space or colon follows; else 0.
std::size_t by_word_length(std::string_view text);

/// Without the mark behind a by-word: "文・山田花子", "作者：李晓云", "文／山田花子".
std::string_view drop_wide_mark(std::string_view text);

/// True when `name` is a by-word and nothing else, in either case.
bool is_by_word(std::string_view name);

}  // namespace cuttings
