#pragma once
// Character classes as CommonMark 0.30 section 2.1 has them, for emphasis.

namespace cuttings {

/// ASCII punctuation or any Unicode P category.
bool is_markdown_punctuation(char32_t c);
/// The above or any Unicode S category (CommonMark 0.31 counts symbols too).
bool is_punctuation_or_symbol(char32_t c);

}  // namespace cuttings
