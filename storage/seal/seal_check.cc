#include "storage/seal/seal_check.h"

#include "storage/seal/seal_rows.h"

namespace cuttings {
namespace {

void report(Findings& findings, std::string place, std::string url, std::string what) {
  findings.all.push_back({"seal", std::move(place), std::move(url), std::move(what)});
}

// A changed leaf breaks the root; a changed row differs from its leaf. Which of the two it was
// tells the root.
Result<void> check_seal(sqlite::Database& db, const Seal& seal, const std::string& previous,
                        Findings& findings) {
  auto digests = read_leaf_digests(db, seal.id);
  if (!digests) return fail(std::move(digests.error()));
  const std::string place = "seals " + std::to_string(seal.id);
  if (static_cast<std::int64_t>(digests->size()) != seal.leaf_count)
    report(findings, place, "", "leaves are missing or were added");
  else if (root_of(*digests) != seal.root)
    report(findings, place, "", "its leaves do not give its root");
  if (seal.previous != previous)
    report(findings, place, "", "it does not follow the seal before it");
  if (chain_hash(seal) != seal.chain)
    report(findings, place, "", "its chain hash is not that of its fields");
  const bool is_signed = !seal.signature.public_key.empty() || !seal.signature.signature.empty();
  if (is_signed && !is_signed_ed25519(seal.signature, seal.chain))
    report(findings, place, "", "its signature is not of its key");
  return {};
}

// Column 0 names the row, 1 its URL, 2 the sealed digest, 3 the day; then the row's own.
constexpr std::string_view kSealedCaptures =
    "SELECT 'fetches ' || l.row_id, f.url, l.digest, s.day, f.url, f.started_at, f.http_status,"
    " f.outcome, b.sha256, f.id IS NULL FROM seal_leaves l JOIN seals s ON s.id = l.seal_id"
    " LEFT JOIN fetches f ON f.id = l.row_id LEFT JOIN bodies b ON b.id = f.body_id"
    " WHERE l.kind = 'capture'";
constexpr std::string_view kSealedVersions =
    "SELECT 'article_versions ' || l.row_id, a.url, l.digest, s.day, v.row_digest, v.id IS NULL"
    " FROM seal_leaves l JOIN seals s ON s.id = l.seal_id"
    " LEFT JOIN article_versions v ON v.id = l.row_id LEFT JOIN articles a ON a.id = v.article_id"
    " WHERE l.kind = 'version' AND l.superseded_at IS NULL";

template <class DigestOf>
Result<void> check_leaves(sqlite::Database& db, std::string_view sql, int is_missing,
                          Findings& findings, DigestOf digest_of) {
  auto rows = db.query(sql, {});
  if (!rows) return fail(std::move(rows.error()));
  auto row = rows->next();
  for (; row && *row; row = rows->next()) {
    const auto text = [&](int column) { return std::string(rows->text(column)); };
    if (rows->integer(is_missing) != 0)
      report(findings, text(0), "", "it was sealed for " + text(3) + " and is not there");
    else if (digest_of(*rows) != rows->text(2))
      report(findings, text(0), text(1), "it is not what was sealed for " + text(3));
  }
  if (!row) return fail(std::move(row.error()));
  return {};
}

}  // namespace

Result<void> check_seals(sqlite::Database& db, Findings& findings) {
  auto seals = read_seals(db);
  if (!seals) return fail(std::move(seals.error()));
  std::string previous;
  for (const Seal& seal : *seals) {
    ++findings.examined;
    if (auto ok = check_seal(db, seal, previous, findings); !ok) return ok;
    previous = seal.chain;
  }
  if (auto ok = check_leaves(
          db, kSealedCaptures, 9, findings,
          [](const sqlite::Cursor& row) { return capture_digest(capture_at(row, 4)); });
      !ok)
    return ok;
  return check_leaves(db, kSealedVersions, 5, findings,
                      [](const sqlite::Cursor& row) { return std::string(row.text(4)); });
}

}  // namespace cuttings
