#pragma once
// The statements of the schema that make the two indexes of words.

#include <string>
#include <string_view>

namespace cuttings {

/// Makes articles_fts, with its settings, but not the triggers that keep it.
std::string words_index_schema();

/// Makes an index as _unspaced_fts is, called `table` ("_unspaced_fts", "temp.x").
std::string characters_index_schema(std::string_view table);

}  // namespace cuttings
