#pragma once
// Opening the store's database: whose it is, which version, the settings, the schema.

#include <string>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "storage/sqlite/database.h"

namespace cuttings::sqlite {

/// For the one writer, who holds the store's lock: makes the file with schema v1 when it is absent
/// or empty. Error kStore: another application's, newer than this program, corrupt, on a network
/// file system; kIo: cannot be opened. An existing file is unchanged on failure.
Result<Database> open_for_writing(const std::string& path, const Clock& clock);

/// For readers, any number, while the writer writes. Same errors; kNotFound when there is no file.
Result<Database> open_for_reading(const std::string& path);

}  // namespace cuttings::sqlite
