#pragma once
// The rows of seals and seal_leaves, as they are read.

#include <string>
#include <vector>

#include "config/base/result.h"
#include "storage/seal/seal.h"
#include "storage/sqlite/database.h"

namespace cuttings {

/// All seals, oldest first. Error kStore.
Result<std::vector<Seal>> read_seals(sqlite::Database& db);

/// The data of a seal's leaves, in order. Error kStore.
Result<std::vector<std::string>> read_leaf_digests(sqlite::Database& db, std::int64_t seal_id);

/// What a fetch's leaf covers, from columns `first` to `first + 4` of a row: url, started_at,
/// http_status, outcome, sha256 of the body.
SealedCapture capture_at(const sqlite::Cursor& row, int first);

}  // namespace cuttings
