#pragma once
// check_store(): is the database sound in itself, and do its pointers lead somewhere?

#include "config/base/result.h"
#include "config/store_options.h"
#include "storage/upkeep/finding.h"

namespace cuttings {

/// SQLite's own check, foreign keys, full-text indexes against the text, pointers into WARC files
/// (the file is there and long enough) and row digests. Changes nothing. The indexes are left out
/// while another process writes. Error kNotFound, kStore. O(store without the WARC files).
Result<Findings> check_store(const StoreOptions& options);

}  // namespace cuttings
