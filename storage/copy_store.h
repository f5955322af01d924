#pragma once
// copy_store(): a store as one file that needs no write-ahead log beside it.

#include <cstdint>
#include <string>
#include <vector>

#include "config/base/result.h"
#include "config/store_options.h"

namespace cuttings {

/// Writes all of the store, as it is now, to `target`, which must not exist: one file in rollback
/// journal mode, so that read-only media can hold it. A crawl may go on meanwhile. Raw pages stay
/// in the WARC files. Error kNotFound, kStore; then `target` may be half written.
Result<void> copy_store(const StoreOptions& options, const std::string& target);

/// Takes out of such a copy what does not belong to the articles `ids`: other articles, their
/// versions and fetches, the crawl's queue. Error kStore: the copy is of no use.
Result<void> keep_only(const std::string& copy, const std::vector<std::int64_t>& ids);

}  // namespace cuttings
