#pragma once
// check_rows(): recomputes the digests of articles and versions.

#include "config/base/result.h"
#include "storage/sqlite/database.h"
#include "storage/upkeep/finding.h"

namespace cuttings {

/// Adds a finding for each row whose fields, text or URL are not those that were written. Error
/// kStore. O(text).
Result<void> check_rows(sqlite::Database& db, Findings& findings);

/// Counts what was removed by intent. An error is left to the checks of the same tables.
void count_removed(sqlite::Database& db, Findings& findings);

}  // namespace cuttings
