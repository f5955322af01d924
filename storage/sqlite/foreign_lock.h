#pragma once
// Locks on the database that programs take which are none of ours, such as the sqlite3 shell.

#include "config/base/result.h"

namespace cuttings::sqlite {

/// Whether `error`, of a Database, says that such a lock was waited for in vain.
bool is_foreign_lock(const Error& error);

}  // namespace cuttings::sqlite
