#pragma once
// migrate(): brings a store of an older schema version up to date.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "storage/sqlite/database.h"

namespace cuttings::sqlite {

/// A step from one schema version to the next.
struct Migration {
  std::int64_t from = 0;  ///< it makes from + 1
  std::string_view name;  ///< for schema_migrations
  std::string_view sql;   ///< statements; foreign keys are checked after the last step
};

/// A schema version, and the steps that lead to it from older ones, in order.
struct Schema {
  std::int64_t version = 0;
  std::span<const Migration> steps;
};

/// What this program writes. No older version was released, so there are no steps.
Schema current_schema();

/// Takes the store at `path`, of version `from`, to `schema.version`: copies it to
/// "PATH.before-vN" first, which stays and takes the place of an earlier such copy, then runs all
/// steps in one transaction. Killed anywhere, the store is of the old version or of the new one,
/// whole. For the writer, who holds the lock. Error kStore: no step leads there, or one failed;
/// kFull, kIo: the copy could not be written. The store is unchanged on failure. O(store).
Result<void> migrate(Database& db, const std::string& path, std::int64_t from, const Schema& schema,
                     const Clock& clock);

}  // namespace cuttings::sqlite
