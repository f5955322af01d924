#pragma once
// What a store's WARC files hold, for replay tools: an index, or one file with all.

#include <string>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "config/store_options.h"

namespace cuttings {

/// The CDXJ index of the store's WARC files, sorted. Error kNotFound, kStore, kIo, kParse.
Result<std::string> store_cdxj(const StoreOptions& options);

/// Writes all captures and the list of articles as WACZ to `path`. Errors as above.
Result<void> export_wacz(const StoreOptions& options, const std::string& path, const Clock& clock);

}  // namespace cuttings
