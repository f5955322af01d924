#include "storage/upkeep/link_duplicates.h"

#include <charconv>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "storage/upkeep/near_duplicates.h"
#include "storage/upkeep/writable_store.h"

namespace cuttings {
namespace {

using sqlite::Database;

struct Print {
  std::int64_t id = 0;
  std::string content_hash;
  std::uint64_t simhash = 0;
};

Result<std::vector<Print>> read_prints(Database& db) {
  auto rows = db.query(
      "SELECT id, content_hash, fingerprint FROM articles"
      " WHERE removed_at IS NULL AND text <> '' ORDER BY id",
      {});
  if (!rows) return fail(std::move(rows.error()));
  std::vector<Print> prints;
  auto row = rows->next();
  for (; row && *row; row = rows->next()) {
    Print print{rows->integer(0), std::string(rows->text(1)), 0};
    const std::string_view hex = rows->text(2);
    std::from_chars(hex.data(), hex.data() + hex.size(), print.simhash, 16);
    prints.push_back(std::move(print));
  }
  if (!row) return fail(std::move(row.error()));
  return prints;
}

/// The articles that were looked at so far; what a new one is a copy of.
class Originals {
 public:
  struct Link {
    std::int64_t of = 0;
    int distance = 0;
    bool is_exact = false;
  };
  /// Empty: it is none, and later ones may be copies of it.
  std::optional<Link> take(const Print& print) {
    const auto [known, is_new] = by_hash_.emplace(print.content_hash, print.id);
    if (!is_new) return Link{known->second, 0, true};
    const auto near = index_.find(print.simhash);
    index_.add(print.id, print.simhash);
    if (near.empty()) return std::nullopt;
    return Link{near.front().id, near.front().distance, false};
  }

 private:
  std::unordered_map<std::string, std::int64_t> by_hash_;
  NearDuplicateIndex index_;
};

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
  Originals originals;
  for (const Print& print : *prints) {
    const auto link = originals.take(print);
    if (!link) continue;
    ++(link->is_exact ? counts.exact : counts.near);
    auto ok = db.run("INSERT INTO duplicates VALUES (?1, ?2, ?3, ?4)",
                     {print.id, link->of, std::string_view(link->is_exact ? "exact" : "near"),
                      std::int64_t{link->distance}});
    if (!ok) return fail(std::move(ok.error()));
  }
  if (auto ok = transaction->commit(); !ok) return fail(std::move(ok.error()));
  return counts;
}

}  // namespace cuttings
