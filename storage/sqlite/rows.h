#pragma once
// The rows of a query as values.

#include <optional>
#include <vector>

#include "storage/sqlite/database.h"

namespace cuttings {

/// All rows of a query, each made a value by `read`. Error kStore.
template <class Value, class Read>
Result<std::vector<Value>> all_rows(Result<sqlite::Cursor> rows, Read read) {
  if (!rows) return fail(std::move(rows.error()));
  std::vector<Value> values;
  auto row = rows->next();
  for (; row && *row; row = rows->next()) values.push_back(read(*rows));
  if (!row) return fail(std::move(row.error()));
  return values;
}

/// The first row of a query; empty when there is none. Error kStore.
template <class Value, class Read>
Result<std::optional<Value>> first_row(Result<sqlite::Cursor> rows, Read read) {
  if (!rows) return fail(std::move(rows.error()));
  auto row = rows->next();
  if (!row) return fail(std::move(row.error()));
  return *row ? std::optional<Value>(read(*rows)) : std::nullopt;
}

}  // namespace cuttings
