#pragma once
// check_seals(): is what was sealed still what it was?

#include "config/base/result.h"
#include "storage/sqlite/database.h"
#include "storage/upkeep/finding.h"

namespace cuttings {

/// Adds a finding for each capture, version, leaf and seal that is not as it was sealed: roots, the
/// chain, signatures, and each row against its leaf. A version that was read anew is covered by a
/// later seal; one that was taken down by its digest. Error kStore. O(leaves).
Result<void> check_seals(sqlite::Database& db, Findings& findings);

}  // namespace cuttings
