#pragma once
// WritableStore: the database of a store that is there, for commands that change what it keeps.

#include <string>
#include <vector>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "config/store_options.h"
#include "storage/sqlite/database.h"
#include "storage/sqlite/lock_file.h"
#include "storage/warc/directory_use.h"

namespace cuttings {

/// Holds the writer's place while it lives. What is deleted is overwritten with zeros.
struct WritableStore {
  LockFile lock;
  sqlite::Database db;
  std::string warc_directory;
  DirectoryUse use;
};

/// Error kStore: there is none, or it cannot be used; kBusy: a crawl writes to it; kIo.
Result<WritableStore> open_writable(const StoreOptions& options, const Clock& clock);

/// wanted_warc_files() for who changes them. While another archive is writing into the directory
/// only those that the database points at: what that one has just begun is in no database yet.
/// Error kStore.
Result<std::vector<std::string>> files_to_change(WritableStore& store);

}  // namespace cuttings
