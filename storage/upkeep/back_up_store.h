#pragma once
// back_up_store(): a copy of the database, as it is, while others use it (copy_store() makes one
// that needs no log beside it).

#include <string>

#include "config/base/result.h"
#include "config/store_options.h"

namespace cuttings {

/// Copies the database to `path`, which must not exist; it appears whole or not at all, and nobody
/// has to stop. Error kInvalidArgument: it exists; kNotFound, kStore, kIo.
Result<void> back_up_store(const StoreOptions& options, const std::string& path);

}  // namespace cuttings
