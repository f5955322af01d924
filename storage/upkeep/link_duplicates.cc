#include "storage/upkeep/link_duplicates.h"

#include <string>
#include <vector>

#include "storage/copy_links.h"
#include "storage/sqlite/rows.h"
#include "storage/upkeep/writable_store.h"

namespace cuttings {
namespace {

using sqlite::Database;

Result<std::vector<TextPrint>> read_prints(Database& db) {
  return all_rows<TextPrint>(
      db.query("SELECT id, content_hash, fingerprint FROM articles"
               " WHERE removed_at IS NULL AND text <> '' ORDER BY id",
               {}),
      [](const sqlite::Cursor& row) {
        return TextPrint{row.integer(0), std::string(row.text(1)), std::string(row.text(2))};
      });
}

}  // namespace

Result<DuplicateCounts> link_duplicates(const StoreOptions& options, const Clock& clock) {
  auto store = open_writable(options, clock);
  if (!store) return fail(std::move(store.error()));
  Database& db = store->db;
  auto prints = read_prints(db);
  if (!prints) return fail(std::move(prints.error()));
  auto transaction = sqlite::Transaction::begin(db);
  if (!transaction) return fail(std::move(transaction.error()));
  if (auto ok = db.run("DELETE FROM duplicates", {}); !ok) return fail(std::move(ok.error()));
  DuplicateCounts counts;
  counts.articles = prints->size();
  for (const TextPrint& print : *prints) {
    const auto link = link_copy(db, print);
    if (!link) return fail(link.error());
    if (*link) ++(**link == CopyKind::kExact ? counts.exact : counts.near);
  }
  if (auto ok = transaction->commit(); !ok) return fail(std::move(ok.error()));
  return counts;
}

}  // namespace cuttings
