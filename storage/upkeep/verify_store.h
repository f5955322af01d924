#pragma once
// verify_store(): are all bytes those that were written? Names the capture of each that is not.

#include <functional>

#include "config/base/result.h"
#include "config/store_options.h"
#include "storage/upkeep/finding.h"

namespace cuttings {

/// Recomputes the digests of rows and, reading every WARC file of the store, those of blocks and
/// payloads; `on_record` is called after each record. Behind damage it goes on with the next
/// record. Error kNotFound, kStore. O(store).
Result<Findings> verify_store(const StoreOptions& options, const std::function<void()>& on_record);

}  // namespace cuttings
