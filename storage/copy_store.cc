#include "storage/copy_store.h"

#include <vector>

#include "storage/search/unspaced_index.h"
#include "storage/sqlite/open_store.h"

namespace cuttings {
namespace {

// In the order that foreign keys ask for. Articles take versions, images and URLs with them.
constexpr const char* kRemoveOthers =
    "DELETE FROM articles WHERE id NOT IN (SELECT id FROM kept);"
    "DELETE FROM fetches WHERE article_id IS NULL"
    " AND id NOT IN (SELECT fetch_id FROM article_versions WHERE fetch_id IS NOT NULL);"
    "DELETE FROM bodies WHERE id NOT IN (SELECT body_id FROM fetches WHERE body_id IS NOT NULL);"
    "DELETE FROM sites WHERE id NOT IN (SELECT site_id FROM articles)"
    " AND id NOT IN (SELECT site_id FROM fetches WHERE site_id IS NOT NULL);"
    "DELETE FROM _queue; DELETE FROM _revisits; DELETE FROM _hosts; DELETE FROM _robots;"
    "DELETE FROM _site_blocks; DELETE FROM _traps; DELETE FROM seal_leaves; DELETE FROM seals;"
    "DELETE FROM sources; DELETE FROM crawls;";

// No trigger does it.
Result<void> leave_index_of_others(sqlite::Database& db) {
  std::vector<std::int64_t> others;
  {
    auto rows = db.query(
        "SELECT id FROM articles WHERE has_unspaced AND id NOT IN (SELECT id FROM kept)", {});
    if (!rows) return fail(std::move(rows.error()));
    auto row = rows->next();
    for (; row && *row; row = rows->next()) others.push_back(rows->integer(0));
    if (!row) return fail(std::move(row.error()));
  }
  for (const std::int64_t id : others)
    if (auto ok = leave_unspaced(db, id); !ok) return ok;
  return {};
}

}  // namespace

Result<void> copy_store(const StoreOptions& options, const std::string& target) {
  auto db = sqlite::open_for_reading(options.path);
  if (!db) return fail(std::move(db.error()));
  // The connection is read-only: query_only would also forbid the new file, and the checks of the
  // new tables call json_valid(), which only a trusted schema may.
  if (auto ok = db->execute("PRAGMA query_only=OFF; PRAGMA trusted_schema=ON"); !ok) return ok;
  return db->run("VACUUM INTO ?1", {target});
}

Result<void> keep_only(const std::string& copy, const std::vector<std::int64_t>& ids) {
  auto db = sqlite::Database::open(copy, sqlite::OpenMode::kReadWrite);
  if (!db) return fail(std::move(db.error()));
  if (auto ok =
          db->execute("PRAGMA foreign_keys=ON; CREATE TEMP TABLE kept (id INTEGER PRIMARY KEY)");
      !ok)
    return ok;
  {
    auto transaction = sqlite::Transaction::begin(*db);
    if (!transaction) return fail(std::move(transaction.error()));
    for (const std::int64_t id : ids)
      if (auto ok = db->run("INSERT INTO kept VALUES (?1)", {id}); !ok) return ok;
    if (auto ok = leave_index_of_others(*db); !ok) return ok;
    if (auto ok = db->execute(kRemoveOthers); !ok) return ok;
    if (auto ok = transaction->commit(); !ok) return ok;
  }
  return db->execute("VACUUM");
}

}  // namespace cuttings
