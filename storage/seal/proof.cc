#include "storage/seal/proof.h"

#include <algorithm>

#include "config/base/digest.h"
#include "config/base/text.h"
#include "storage/seal/merkle.h"
#include "storage/seal/seal_rows.h"
#include "storage/sqlite/open_store.h"

namespace cuttings {
namespace {

using sqlite::Database;

constexpr std::string_view kFind =
    "SELECT f.url, f.started_at, f.http_status, f.outcome, b.sha256, l.seal_id, l.position"
    " FROM fetches f JOIN seal_leaves l ON l.kind = 'capture' AND l.row_id = f.id"
    " LEFT JOIN bodies b ON b.id = f.body_id WHERE f.url = ?1 OR f.id = ?2"
    " ORDER BY f.started_at DESC LIMIT 1";

struct Found {
  SealedCapture capture;
  std::int64_t seal_id = 0;
  std::size_t position = 0;
};

Result<Found> find_capture(Database& db, const std::string& id_or_url) {
  const bool is_id = id_or_url.size() < 19 && !id_or_url.empty() &&
                     std::all_of(id_or_url.begin(), id_or_url.end(), is_ascii_digit);
  auto rows = db.query(kFind, {id_or_url, is_id ? std::stoll(id_or_url) : std::int64_t{0}});
  if (!rows) return fail(std::move(rows.error()));
  auto row = rows->next();
  if (!row) return fail(std::move(row.error()));
  if (!*row)
    return fail(ErrorCode::kNotFound, "no sealed capture " + id_or_url,
                "days are sealed when they are over: cuttings db seal");
  return Found{capture_at(*rows, 0), rows->integer(5), static_cast<std::size_t>(rows->integer(6))};
}

std::optional<std::vector<std::string>> bytes_of(const std::vector<std::string>& path) {
  std::vector<std::string> all;
  for (const std::string& hex : path) {
    auto bytes = bytes_of_hex(hex);
    if (!bytes || bytes->size() != 32) return std::nullopt;
    all.push_back(std::move(*bytes));
  }
  return all;
}

}  // namespace

Result<Proof> prove_capture(const StoreOptions& options, const std::string& id_or_url) {
  auto db = sqlite::open_for_reading(options.path);
  if (!db) {
    db.error().code = ErrorCode::kStore;
    return fail(std::move(db.error()));
  }
  auto found = find_capture(*db, id_or_url);
  if (!found) return fail(std::move(found.error()));
  auto seals = read_seals(*db);
  if (!seals) return fail(std::move(seals.error()));
  const auto seal = std::find_if(seals->begin(), seals->end(),
                                 [&](const Seal& s) { return s.id == found->seal_id; });
  auto digests = read_leaf_digests(*db, found->seal_id);
  if (!digests) return fail(std::move(digests.error()));
  if (seal == seals->end() || found->position >= digests->size())
    return fail(ErrorCode::kStore, "the seal of " + id_or_url + " is damaged",
                "cuttings db verify tells more");
  std::vector<std::string> leaves;
  for (const std::string& digest : *digests) leaves.push_back(merkle_leaf(digest));
  Proof proof{std::move(found->capture), found->position, {}, *seal};
  for (const std::string& sibling : merkle_path(std::move(leaves), proof.leaf_index))
    proof.path.push_back(hex_of(sibling));
  return proof;
}

std::string fault_of(const Proof& proof) {
  const auto path = bytes_of(proof.path);
  if (!path || proof.seal.leaf_count < 1) return "it is no proof: a hash or a number is malformed";
  const auto root =
      merkle_root_of_path(merkle_leaf(capture_digest(proof.capture)), proof.leaf_index,
                          static_cast<std::size_t>(proof.seal.leaf_count), *path);
  if (!root || hex_of(*root) != proof.seal.root) return "the capture is not under this root";
  if (chain_hash(proof.seal) != proof.seal.chain) return "the root is not in this chain";
  const Signature& signature = proof.seal.signature;
  const bool is_signed = !signature.public_key.empty() || !signature.signature.empty();
  if (is_signed && !is_signed_ed25519(signature, proof.seal.chain))
    return "the signature is not of this key";
  return {};
}

}  // namespace cuttings
