#pragma once
// Phrases: what short blocks of clutter say, in the languages of extractor/vocabulary/*.txt.

#include <string>
#include <string_view>

#include "extractor/blocks/reason.h"

namespace cuttings {

/// The reason a block's whole text or beginning stands for by the vocabulary, kNone when it says
/// nothing known. Case and outer punctuation do not matter. `words` is the block's word count. Any
/// thread. O(bytes).
Reason match_phrase(std::string_view text, std::size_t words);

/// How phrases are compared: lower case with the Turkish ı as i, white space and punctuation at
/// both ends gone.
std::string normalise_phrase(std::string_view text);

}  // namespace cuttings
