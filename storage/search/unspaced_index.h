#pragma once
// The private index of articles in scripts without spaces between words, and Korean: each character
// is a word (spaced_text()). SQLite cannot take a text apart so, so no trigger keeps it: whoever
// writes articles calls these, within the same transaction.

#include <cstdint>
#include <string_view>

#include "storage/sqlite/database.h"

namespace cuttings {

/// Puts the article in; it must not be in it. Error kStore.
Result<void> enter_unspaced(sqlite::Database& db, std::int64_t id, std::string_view title,
                            std::string_view author, std::string_view text);

/// Takes the article out, whose row is as it was entered; does nothing for one without such text.
/// Error kStore.
Result<void> leave_unspaced(sqlite::Database& db, std::int64_t id);

}  // namespace cuttings
