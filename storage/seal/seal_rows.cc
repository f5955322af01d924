#include "storage/seal/seal_rows.h"

#include "storage/sqlite/rows.h"

namespace cuttings {

Result<std::vector<Seal>> read_seals(sqlite::Database& db) {
  auto rows = db.query(
      "SELECT id, day, sealed_at, leaf_count, root, previous, chain, public_key, signature"
      " FROM seals ORDER BY id",
      {});
  if (!rows) return fail(std::move(rows.error()));
  std::vector<Seal> seals;
  auto row = rows->next();
  for (; row && *row; row = rows->next()) {
    const auto text = [&](int column) { return std::string(rows->text(column)); };
    seals.push_back({rows->integer(0),
                     text(1),
                     text(2),
                     rows->integer(3),
                     text(4),
                     text(5),
                     text(6),
                     {text(7), text(8)}});
  }
  if (!row) return fail(std::move(row.error()));
  return seals;
}

Result<std::vector<std::string>> read_leaf_digests(sqlite::Database& db, std::int64_t seal_id) {
  return all_rows<std::string>(
      db.query("SELECT digest FROM seal_leaves WHERE seal_id = ?1 ORDER BY position", {seal_id}),
      [](const sqlite::Cursor& row) { return std::string(row.text(0)); });
}

SealedCapture capture_at(const sqlite::Cursor& row, int first) {
  const auto text = [&](int column) { return std::string(row.text(first + column)); };
  return {text(0), text(1), text(2), text(3), text(4)};
}

}  // namespace cuttings
