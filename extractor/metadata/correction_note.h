#pragma once
// Notes in which a newsroom says what it corrected.

#include <string_view>

namespace cuttings {

/// True when a text may begin a note: by its first bytes only, cheap and often wrong. O(1).
bool may_begin_correction(std::string_view text);

/// True when `text`, a paragraph, begins as notes of correction do in the languages of
/// correction_words.inc ("Correction: ...", "In einer früheren Version ..."). O(words).
bool is_correction_note(std::string_view text);

}  // namespace cuttings
