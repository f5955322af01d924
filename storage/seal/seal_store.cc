#include "storage/seal/seal_store.h"

#include <map>

#include "storage/iso_time.h"
#include "storage/seal/seal_rows.h"
#include "storage/upkeep/writable_store.h"

namespace cuttings {
namespace {

using sqlite::Database;

struct Leaf {
  std::string day, kind;
  std::int64_t row_id;
  std::string digest;
};

// ?1: today. In the order of the leaves.
constexpr std::string_view kUnsealedCaptures =
    "SELECT substr(f.started_at, 1, 10), f.id, f.url, f.started_at, f.http_status, f.outcome,"
    " b.sha256 FROM fetches f LEFT JOIN bodies b ON b.id = f.body_id"
    " WHERE f.started_at < ?1 AND NOT EXISTS (SELECT 1 FROM seal_leaves l"
    " WHERE l.kind = 'capture' AND l.row_id = f.id) ORDER BY 1, 2";
constexpr std::string_view kUnsealedVersions =
    "SELECT substr(v.captured_at, 1, 10), v.id, v.row_digest FROM article_versions v"
    " WHERE v.captured_at < ?1 AND NOT EXISTS (SELECT 1 FROM seal_leaves l"
    " WHERE l.kind = 'version' AND l.row_id = v.id AND l.superseded_at IS NULL) ORDER BY 1, 2";

Result<std::vector<Leaf>> read_leaves(Database& db, std::string_view sql, const std::string& kind,
                                      const std::string& today) {
  auto rows = db.query(sql, {std::string_view(today)});
  if (!rows) return fail(std::move(rows.error()));
  std::vector<Leaf> leaves;
  auto row = rows->next();
  for (; row && *row; row = rows->next())
    leaves.push_back(
        {std::string(rows->text(0)), kind, rows->integer(1),
         kind == "capture" ? capture_digest(capture_at(*rows, 2)) : std::string(rows->text(2))});
  if (!row) return fail(std::move(row.error()));
  return leaves;
}

std::map<std::string, std::vector<Leaf>> by_day(std::vector<Leaf> captures,
                                                std::vector<Leaf> versions) {
  std::map<std::string, std::vector<Leaf>> days;
  for (auto* leaves : {&captures, &versions})
    for (Leaf& leaf : *leaves) days[leaf.day].push_back(std::move(leaf));
  return days;
}

Result<Seal> write_seal(Database& db, Seal seal, const std::vector<Leaf>& leaves,
                        const std::string& key_pem) {
  std::vector<std::string> digests;
  for (const Leaf& leaf : leaves) digests.push_back(leaf.digest);
  seal.leaf_count = static_cast<std::int64_t>(leaves.size());
  seal.root = root_of(digests);
  seal.chain = chain_hash(seal);
  if (!key_pem.empty()) {
    auto signature = sign_ed25519(key_pem, seal.chain);
    if (!signature) return fail(std::move(signature.error()));
    seal.signature = std::move(*signature);
  }
  using sqlite::text_or_null;
  auto ok = db.run(
      "INSERT INTO seals (day, sealed_at, leaf_count, root, previous, chain, public_key, signature)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      {seal.day, seal.sealed_at, seal.leaf_count, seal.root, seal.previous, seal.chain,
       text_or_null(seal.signature.public_key), text_or_null(seal.signature.signature)});
  if (!ok) return fail(std::move(ok.error()));
  seal.id = db.last_insert_id();
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    ok = db.run(
        "INSERT INTO seal_leaves (seal_id, position, kind, row_id, digest)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
        {seal.id, static_cast<std::int64_t>(i), leaves[i].kind, leaves[i].row_id,
         leaves[i].digest});
    if (!ok) return fail(std::move(ok.error()));
  }
  return seal;
}

}  // namespace

Result<std::vector<Seal>> seal_store(const StoreOptions& options, const std::string& key_pem,
                                     const Clock& clock) {
  auto store = open_writable(options, clock);
  if (!store) return fail(std::move(store.error()));
  const std::string now = iso_time(clock.wall_now()), today = now.substr(0, 10);
  auto transaction = sqlite::Transaction::begin(store->db);
  if (!transaction) return fail(std::move(transaction.error()));
  auto captures = read_leaves(store->db, kUnsealedCaptures, "capture", today);
  if (!captures) return fail(std::move(captures.error()));
  auto versions = read_leaves(store->db, kUnsealedVersions, "version", today);
  if (!versions) return fail(std::move(versions.error()));
  auto last = store->db.text("SELECT chain FROM seals ORDER BY id DESC LIMIT 1");
  if (!last) return fail(std::move(last.error()));
  std::vector<Seal> seals;
  for (const auto& [day, leaves] : by_day(std::move(*captures), std::move(*versions))) {
    Seal seal;
    seal.day = day, seal.sealed_at = now, seal.previous = *last;
    auto written = write_seal(store->db, std::move(seal), leaves, key_pem);
    if (!written) return fail(std::move(written.error()));
    *last = written->chain;
    seals.push_back(std::move(*written));
  }
  if (auto ok = transaction->commit(); !ok) return fail(std::move(ok.error()));
  return seals;
}

}  // namespace cuttings
