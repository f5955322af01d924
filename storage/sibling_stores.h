#pragma once
// Other archives in the folder of one, copies and exports of it among them: by default they share
// its WARC directory, and nothing may be done to files that they need.

#include <map>
#include <set>
#include <string>

#include "config/base/result.h"
#include "storage/sqlite/database.h"

namespace cuttings {

/// Names of the WARC files that `db` points at or writes. Error kStore. O(bodies).
Result<std::set<std::string>> warc_files_of(sqlite::Database& db);

/// What all other archives in the folder of `db` need, and the path of one that does. Error kStore
/// with the name of one that cannot be read: nobody knows what it needs. Opens no file of `db`
/// itself, which would drop SQLite's locks. O(names in the folder + their bodies).
Result<std::map<std::string, std::string>> warc_files_of_siblings(sqlite::Database& db);

/// True when one of them that was ever written there (its lock file tells) needs `file`, or may
/// need it since it cannot be read: it may write on in it. O(names in the folder + their bodies).
bool is_shared_warc_file(sqlite::Database& db, const std::string& file);

}  // namespace cuttings
