#pragma once
// Other archives in the folder of one, by their lock files: by default they share its WARC
// directory, and nothing may be done to files that they need.

#include <set>
#include <string>

#include "config/base/result.h"
#include "storage/sqlite/database.h"

namespace cuttings {

/// Names of the WARC files that `db` points at or writes. Error kStore. O(bodies).
Result<std::set<std::string>> warc_files_of(sqlite::Database& db);

/// The same of all other archives in the folder of `db`, together. Error kStore with the name of
/// one that cannot be read: nobody knows what it needs. Opens no file of `db` itself, which would
/// drop SQLite's locks. O(names in the folder + their bodies).
Result<std::set<std::string>> warc_files_of_siblings(sqlite::Database& db);

/// True when one of them needs `file`, or may need it since it cannot be read. O(names in the
/// folder + their bodies).
bool is_shared_warc_file(sqlite::Database& db, const std::string& file);

}  // namespace cuttings
