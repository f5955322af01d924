#pragma once
// WARC files that are in the directory but not of the store: what a removal replaced, or had not
// finished when it was killed. store_info names them, so that one rule puts all right.

#include <string>
#include <vector>

#include "config/base/result.h"
#include "storage/sqlite/database.h"

namespace cuttings {

/// What of another archive in the folder that cannot be read: nobody knows which files it needs.
enum class UnreadSiblings {
  kRefuse,  ///< an error: for who changes files
  kIgnore,  ///< for who only reads
};

/// Names of the *.warc.gz and *.warc.zst files of the store, sorted, without unwanted ones and
/// those that only other archives beside it point at (sibling_stores.h). Error kStore.
Result<std::vector<std::string>> wanted_warc_files(sqlite::Database& db,
                                                   const std::string& directory,
                                                   UnreadSiblings siblings);

/// Notes that `files` are unwanted, in place of those noted before; within a transaction or alone.
/// Error kStore.
Result<void> note_unwanted(sqlite::Database& db, const std::vector<std::string>& files);

/// Removes the unwanted files; for the writer. A file that is gone is fine. Error kStore, kIo.
Result<void> remove_unwanted(sqlite::Database& db, const std::string& directory);

}  // namespace cuttings
