#pragma once
// remove_records(): takes records out of a store's WARC files, so that kill -9 at any moment leaves
// either all or none of it.

#include <functional>
#include <string>
#include <vector>

#include "config/base/result.h"
#include "storage/sqlite/database.h"
#include "storage/warc/warc_index.h"

namespace cuttings {

struct RecordRemoval {
  const std::string& directory;
  const std::vector<WarcEntry>& entries;  ///< of all files of the store
  const std::vector<bool>& is_removed;    ///< one an entry
  std::string at, reason;                 ///< kept in the files and in `bodies`
};

/// Error kStore when a file that would be written anew is one that another archive beside this one
/// (a copy, an export) points at too: its pages would be lost. O(n log n).
Result<void> refuse_shared_files(sqlite::Database& db, const std::vector<WarcEntry>& entries,
                                 const std::vector<bool>& is_removed);

/// Writes each file that holds such a record anew, then commits the new places of all bodies
/// together with the rows that `write_rows` writes, then removes the old files. A revisit that
/// stays never refers to a removed record. A body whose bytes are gone keeps its hash. The caller
/// holds the store's lock. Error kStore (also of refuse_shared_files()), kIo, kParse: nothing was
/// removed. O(files written).
Result<void> remove_records(sqlite::Database& db, const RecordRemoval& removal,
                            const std::function<Result<void>()>& write_rows);

}  // namespace cuttings
