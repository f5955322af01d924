#include "storage/upkeep/reindex.h"

#include "storage/search/index_schema.h"
#include "storage/search/spaced_text.h"
#include "storage/search/unspaced_index.h"
#include "storage/sqlite/open_store.h"
#include "storage/upkeep/writable_store.h"

namespace cuttings {
namespace {

using sqlite::Cursor;
using sqlite::Database;

// The transaction, begun without the old indexes.
struct Begun {
  sqlite::Transaction transaction;
  bool has_lost_pages = false;  // of the old indexes: a VACUUM gives them back
};

Result<Begun> begin_by_drop(Database& db) {
  auto transaction = sqlite::Transaction::begin(db);
  if (!transaction) return fail(std::move(transaction.error()));
  auto ok = db.execute("DROP TABLE IF EXISTS articles_fts; DROP TABLE IF EXISTS _unspaced_fts");
  if (!ok) return fail(std::move(ok.error()));
  return Begun{std::move(*transaction)};
}

// An index may be too damaged to be dropped. On a new connection: the old one fails at all that
// follows.
Result<Begun> begin_by_force(WritableStore& store, const std::string& path, const Clock& clock) {
  auto opened = sqlite::open_for_writing(path, clock);
  if (!opened) return fail(std::move(opened.error()));
  store.db = std::move(*opened);
  auto transaction = sqlite::Transaction::begin(store.db);
  if (!transaction) return fail(std::move(transaction.error()));
  for (const char* tables : {"articles_fts", "articles_fts_*", "_unspaced_fts", "_unspaced_fts_*"})
    if (auto ok = store.db.forget_tables(tables); !ok) return fail(std::move(ok.error()));
  return Begun{std::move(*transaction), true};
}

Result<Begun> begin_without_indexes(WritableStore& store, const std::string& path,
                                    const Clock& clock) {
  auto dropped = begin_by_drop(store.db);
  if (dropped || dropped.error().code != ErrorCode::kStore) return dropped;
  return begin_by_force(store, path, clock);
}

Result<void> make_empty_indexes(Database& db) {
  return db.execute(words_index_schema() + characters_index_schema("_unspaced_fts"));
}

// Columns: id, title, description, author, text, has_unspaced.
Result<void> enter(Database& db, const Cursor& row) {
  const std::int64_t id = row.integer(0);
  const auto value = [&row](int column) {
    return row.is_null(column) ? sqlite::Value(nullptr) : sqlite::Value(row.text(column));
  };
  auto ok = db.run(
      "INSERT INTO articles_fts (rowid, title, description, author, text)"
      " VALUES (?1, ?2, ?3, ?4, ?5)",
      {id, value(1), value(2), value(3), value(4)});
  if (!ok) return ok;
  const bool has_unspaced = has_unspaced_script(row.text(1)) || has_unspaced_script(row.text(3)) ||
                            has_unspaced_script(row.text(4));
  if (has_unspaced) ok = enter_unspaced(db, id, row.text(1), row.text(3), row.text(4));
  if (!ok || has_unspaced == (row.integer(5) != 0)) return ok;
  return db.run("UPDATE articles SET has_unspaced = ?2 WHERE id = ?1",
                {id, std::int64_t{has_unspaced}});
}

// False when it was stopped.
Result<bool> enter_all(Database& db, const ReindexWatch& watch) {
  auto rows = db.query(
      "SELECT id, title, description, author, text, has_unspaced FROM articles ORDER BY id", {});
  if (!rows) return fail(std::move(rows.error()));
  auto row = rows->next();
  for (; row && *row; row = rows->next()) {
    if (auto ok = enter(db, *rows); !ok) return fail(std::move(ok.error()));
    if (!watch.on_article()) return false;
  }
  if (!row) return fail(std::move(row.error()));
  return true;
}

}  // namespace

Result<bool> reindex(const StoreOptions& options, const Clock& clock, const ReindexWatch& watch) {
  auto store = open_writable(options, clock);
  if (!store) return fail(std::move(store.error()));
  Database& db = store->db;
  auto count = db.integer("SELECT count(*) FROM articles");
  if (!count) return fail(std::move(count.error()));
  watch.begin(static_cast<std::size_t>(*count));
  auto begun = begin_without_indexes(*store, options.path, clock);
  if (!begun) return fail(std::move(begun.error()));
  if (auto ok = make_empty_indexes(db); !ok) return fail(std::move(ok.error()));
  auto is_whole = enter_all(db, watch);
  if (!is_whole || !*is_whole) return is_whole;
  if (auto ok = begun->transaction.commit(); !ok) return fail(std::move(ok.error()));
  if (!begun->has_lost_pages) return true;
  if (auto ok = db.execute("VACUUM"); !ok)
    return fail(std::move(ok.error()),
                "the indexes are whole; giving back the room of the old ones");
  return true;
}

}  // namespace cuttings
