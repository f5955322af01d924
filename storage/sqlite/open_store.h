#pragma once
// Opening the store's database: whose it is, which version, the settings, the schema.

#include <string>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "storage/sqlite/database.h"
#include "storage/sqlite/migrate.h"

namespace cuttings::sqlite {

/// For the one writer, who holds the store's lock: makes the file with schema v1 when it is absent
/// or empty. Error kStore: another application's, newer than this program, corrupt, on a network
/// file system; kIo: cannot be opened. An existing file is unchanged on failure. One of an older
/// version is brought up to `schema`, which tests give another than the program's: see migrate().
Result<Database> open_for_writing(const std::string& path, const Clock& clock,
                                  const Schema& schema = current_schema());

/// For readers, any number, while the writer writes. Same errors; kNotFound when there is no file;
/// kStore also for an older version.
Result<Database> open_for_reading(const std::string& path, const Schema& schema = current_schema());

/// As open_for_reading(), also of an older version: for who is about to open it for writing.
Result<Database> open_of_any_version(const std::string& path,
                                     const Schema& schema = current_schema());

}  // namespace cuttings::sqlite
