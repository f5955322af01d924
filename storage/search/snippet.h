#pragma once
// Snippets: what is shown of a text around the words searched for.

#include <string>
#include <string_view>
#include <vector>

#include "storage/archive_reader.h"

namespace cuttings {

/// The parts of a text in which matches stand between U+0001 and U+0002 (no stored text holds
/// these). White space is collapsed.
std::vector<SnippetPart> parts_of_marked(std::string_view marked);

/// Some 30 code points before and after the first `words` in `text`, with "…" where it is cut;
/// empty when they are not there. O(text).
std::vector<SnippetPart> snippet_around(std::string_view text, std::string_view words);

/// The text of the first term in a script without spaces; "" when there is none.
std::string first_unspaced(const SearchQuery& query);

}  // namespace cuttings
