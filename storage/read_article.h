#pragma once
// read_article(): an article out of its rows.

#include <cstdint>
#include <optional>

#include "config/base/result.h"
#include "extractor/article.h"
#include "storage/sqlite/database.h"

namespace cuttings {

/// What the store holds of an article, as find() gives it; empty for an unknown id. Error kStore.
Result<std::optional<Article>> read_article(sqlite::Database& db, std::int64_t id);

/// The same without tags, agencies, corrections, sources and reasons: what a newer reading is
/// compared with, by changed_fields(), add_version() and replace_reading().
Result<std::optional<Article>> read_before(sqlite::Database& db, std::int64_t id);

}  // namespace cuttings
