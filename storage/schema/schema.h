#pragma once
// The store's schema: storage/schema/v1.sql, built in.

#include <cstdint>
#include <string_view>

namespace cuttings {

constexpr std::int64_t kApplicationId = 0x43555431;  ///< "CUT1", PRAGMA application_id
constexpr std::int64_t kSchemaVersion = 1;           ///< PRAGMA user_version

/// All statements of schema version 1, the two pragmas included.
std::string_view schema_v1();

}  // namespace cuttings
