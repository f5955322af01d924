#include "storage/copy_links.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <set>

#include "storage/sqlite/rows.h"

namespace cuttings {
namespace {

using sqlite::Database;
using sqlite::Value;

constexpr std::size_t kHexDigits = 16, kQuarters = 4, kQuarterDigits = kHexDigits / kQuarters;
constexpr unsigned kQuarterBits = 4 * kQuarterDigits;
constexpr std::int64_t kMaxRelinked =
    100;  // an edit of what thousands copied must not stop a crawl

std::uint64_t bits_of(std::string_view hex) {
  std::uint64_t bits = 0;
  std::from_chars(hex.data(), hex.data() + hex.size(), bits, 16);
  return bits;
}

std::string hex_of_quarter(std::uint64_t bits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex(kQuarterDigits, '0');
  for (std::size_t i = kQuarterDigits; i-- > 0; bits >>= 4) hex[i] = kDigits[bits & 15];
  return hex;
}

/// Of the index of each quarter; LIMIT bounds what texts by one template cost.
std::array<std::string, kQuarters> quarter_queries() {
  std::string keys = "?1";
  for (unsigned i = 2; i <= kQuarterBits + 1; ++i) keys += ",?" + std::to_string(i);
  std::array<std::string, kQuarters> queries;
  for (std::size_t i = 0; i < kQuarters; ++i)
    queries[i] = "SELECT id, fingerprint FROM articles WHERE substr(fingerprint, " +
                 std::to_string(i * kQuarterDigits + 1) + ", 4) IN (" + keys + ") LIMIT 1000";
  return queries;
}

/// The quarter itself and all that differ from it in a bit.
std::vector<std::string> keys_of(std::string_view quarter) {
  const std::uint64_t bits = bits_of(quarter);
  std::vector<std::string> keys{std::string(quarter)};
  for (unsigned bit = 0; bit < kQuarterBits; ++bit)
    keys.push_back(hex_of_quarter(bits ^ (std::uint64_t{1} << bit)));
  return keys;
}

Result<TextPrint> read_print(Database& db, std::int64_t id) {
  auto print = first_row<TextPrint>(
      db.query("SELECT content_hash, fingerprint FROM articles WHERE id = ?1", {id}),
      [id](const sqlite::Cursor& row) {
        return TextPrint{id, std::string(row.text(0)), std::string(row.text(1))};
      });
  if (!print) return fail(std::move(print.error()));
  return print->value_or(TextPrint{});
}

struct Link {
  std::int64_t of = 0;  ///< 0: none
  int distance = 0;
  CopyKind kind = CopyKind::kExact;
};

/// The oldest article with the same text that is older than this one; of 0 when there is none.
Result<Link> find_exact(Database& db, const TextPrint& print) {
  if (print.content_hash.empty()) return Link{};
  auto same = db.integer(
      // "+": else SQLite puts the hash in the place of the column and no index fits.
      "SELECT id FROM articles WHERE substr(content_hash, 1, 16) = substr(?1, 1, 16)"
      " AND +content_hash = ?1 AND id < ?2 AND removed_at IS NULL"
      " ORDER BY id LIMIT 1",
      {print.content_hash, print.article_id});
  if (!same) return fail(std::move(same.error()));
  return Link{*same, 0, CopyKind::kExact};
}

Link nearest_older(const TextPrint& print, const std::vector<NearCopy>& near) {
  for (const NearCopy& copy : near)
    if (copy.article_id < print.article_id)
      return Link{copy.article_id, copy.distance, CopyKind::kNear};
  return Link{};
}

Result<std::optional<CopyKind>> put_link(Database& db, const TextPrint& print, const Link& link) {
  const auto ok = link.of == 0
                      ? db.run("DELETE FROM duplicates WHERE article_id = ?1", {print.article_id})
                      : db.run("INSERT OR REPLACE INTO duplicates VALUES (?1, ?2, ?3, ?4)",
                               {print.article_id, link.of,
                                std::string_view(link.kind == CopyKind::kExact ? "exact" : "near"),
                                std::int64_t{link.distance}});
  if (!ok) return fail(ok.error());
  return link.of == 0 ? std::optional<CopyKind>() : link.kind;
}

Result<std::set<std::int64_t>> copies_of(Database& db, std::int64_t id) {
  auto copies = all_rows<std::int64_t>(
      db.query("SELECT article_id FROM duplicates WHERE of_article_id = ?1 LIMIT ?2",
               {id, kMaxRelinked}),
      [](const sqlite::Cursor& row) { return row.integer(0); });
  if (!copies) return fail(std::move(copies.error()));
  return std::set<std::int64_t>(copies->begin(), copies->end());
}

}  // namespace

std::optional<int> fingerprint_distance(std::string_view a, std::string_view b) {
  const std::uint64_t bits_a = bits_of(a), bits_b = bits_of(b);
  if (a.size() != kHexDigits || b.size() != kHexDigits || bits_a == 0 || bits_b == 0) return {};
  return std::popcount(bits_a ^ bits_b);
}

Result<std::vector<NearCopy>> find_near_copies(Database& db, const TextPrint& print) {
  static const std::array<std::string, kQuarters> kQueries = quarter_queries();
  std::vector<NearCopy> found;
  const std::uint64_t bits = bits_of(print.fingerprint);
  if (print.fingerprint.size() != kHexDigits || bits == 0) return found;  // no words
  for (std::size_t i = 0; i < kQuarters; ++i) {
    const auto keys =
        keys_of(std::string_view(print.fingerprint).substr(i * kQuarterDigits, kQuarterDigits));
    const std::vector<Value> values(keys.begin(), keys.end());
    auto rows = db.query(kQueries[i], values);
    if (!rows) return fail(std::move(rows.error()));
    auto row = rows->next();
    for (; row && *row; row = rows->next()) {
      const int distance = std::popcount(bits_of(rows->text(1)) ^ bits);
      const std::int64_t id = rows->integer(0);
      if (distance <= kNearDuplicateBits && id != print.article_id) found.push_back({id, distance});
    }
    if (!row) return fail(std::move(row.error()));
  }
  const auto place = [](const NearCopy& copy) { return std::pair(copy.distance, copy.article_id); };
  std::ranges::sort(found, {}, place);
  const auto is_same = [](const NearCopy& a, const NearCopy& b) {
    return a.article_id == b.article_id;
  };
  // Found by several quarters. (clang 14 cannot compile std::ranges::unique of libstdc++ 12.)
  found.erase(std::unique(found.begin(), found.end(), is_same), found.end());
  return found;
}

Result<std::optional<CopyKind>> link_copy(Database& db, const TextPrint& print) {
  const auto exact = find_exact(db, print);
  if (!exact) return fail(exact.error());
  if (exact->of != 0) return put_link(db, print, *exact);  // no need to look for near ones
  const auto near = find_near_copies(db, print);
  if (!near) return fail(near.error());
  return put_link(db, print, nearest_older(print, *near));
}

Result<void> relink_copies(Database& db, const TextPrint& print) {
  const auto near = find_near_copies(db, print);
  if (!near) return fail(near.error());
  auto others = copies_of(db, print.article_id);
  if (!others) return fail(std::move(others.error()));
  for (const NearCopy& copy : *near)
    if (copy.article_id > print.article_id && others->size() < kMaxRelinked)
      others->insert(copy.article_id);
  const auto exact = find_exact(db, print);
  if (!exact) return fail(exact.error());
  const Link link = exact->of != 0 ? *exact : nearest_older(print, *near);
  if (auto ok = put_link(db, print, link); !ok) return fail(std::move(ok.error()));
  for (const std::int64_t id : *others) {
    auto other = read_print(db, id);
    if (!other) return fail(std::move(other.error()));
    if (auto ok = link_copy(db, *other); !ok) return fail(std::move(ok.error()));
  }
  return {};
}

}  // namespace cuttings
