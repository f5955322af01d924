#pragma once
// StoreFiles: the files of a store that is being written, and whether they are still where it was
// opened.

#include <string>
#include <vector>

#include "config/base/result.h"
#include "storage/named_file.h"
#include "storage/sqlite/database.h"

namespace cuttings {

/// The database, what SQLite keeps beside it, and the lock, as they are now. SQLite goes on with
/// files that lost their names (https://www.sqlite.org/howtocorrupt.html, 1.4 and 2.4): what it
/// writes there is lost with the process, and another one may write to a new store of that name.
class StoreFiles {
 public:
  /// Of a database that was read from, so that its write-ahead log is there. Error kStore.
  static Result<StoreFiles> of(sqlite::Database& db, const std::string& lock_path);
  /// Error kStore: one was moved, removed or replaced.
  Result<void> check() const;

 private:
  std::vector<NamedFile> files_;
};

}  // namespace cuttings
