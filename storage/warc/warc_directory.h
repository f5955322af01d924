#pragma once
// Where a store's WARC files lie.

#include <string>

#include "config/store_options.h"

namespace cuttings {

/// options.warc_dir, or "warc" beside the database.
std::string warc_directory(const StoreOptions& options);

}  // namespace cuttings
