#pragma once
// search_sql(): a SearchQuery as one SQL statement over the store's tables.

#include <string>
#include <vector>

#include "config/base/result.h"
#include "storage/archive_reader.h"
#include "storage/sqlite/database.h"

namespace cuttings {

/// A statement whose rows are article ids, and the values it binds.
struct SearchSql {
  std::string sql;
  std::vector<std::string> values;  ///< bound in order; what comes from a person is only here
  std::string match;  ///< the full-text expression of the words; "" when there is none
};

/// Ids of the articles `query` asks for, in the page's order. Asks `db` how common the
/// filters are. Error kStore.
Result<SearchSql> search_sql(sqlite::Database& db, const SearchQuery& query,
                             const SearchPage& page);

}  // namespace cuttings
