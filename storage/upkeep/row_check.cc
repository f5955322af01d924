#include "storage/upkeep/row_check.h"

#include "config/base/digest.h"
#include "storage/row_digest.h"

namespace cuttings {
namespace {

// Columns 0-4: name of the row, its URL, row_digest, text, whether it was taken down; from 5 on the
// digest's fields. A row says so of itself only: the takedown must be there too.
constexpr std::string_view kArticles =
    "SELECT 'articles ' || id, url, row_digest, text, removed_at IS NOT NULL AND id IN"
    " (SELECT article_id FROM takedowns), content_hash, canonical_url, sitename, title,"
    " authors, date_published, date_modified, description, section, tags, language, image, license,"
    " pagetype, metadata_sources, verdict, agencies, dateline, corrections, uid FROM articles";
constexpr int kFirstField = 5;
constexpr int kArticleFields = 19;
constexpr int kArticleUid = kFirstField + kArticleFields;
constexpr std::string_view kVersions =
    "SELECT 'article_versions ' || v.id, a.url, v.row_digest, coalesce(v.text, a.text),"
    " a.removed_at IS NOT NULL AND v.article_id IN (SELECT article_id FROM takedowns),"
    " v.article_id, v.version, v.content_hash, v.title, v.authors, v.date_published,"
    " v.date_modified, v.description FROM article_versions v LEFT JOIN articles a"
    " ON a.id = v.article_id";
constexpr int kVersionFields = 8;

struct RowShape {
  std::string_view sql;
  int fields;
  int hash;  // the column of content_hash
  int uid;   // 0: none
};

std::string_view fault_of(const sqlite::Cursor& row, const RowShape& shape) {
  const bool is_same_url =
      shape.uid == 0 || sha256_hex(row.text(1)).substr(0, 32) == row.text(shape.uid);
  if (!is_same_url) return "its url is not the one that was written";
  if (row.integer(4) != 0) return row.text(3).empty() ? "" : "it was taken down and has text";
  std::vector<std::string_view> fields;
  for (int i = kFirstField; i < kFirstField + shape.fields; ++i) fields.push_back(row.text(i));
  if (row_digest(fields) != row.text(2)) return "its fields are not those that were written";
  if (sha256_hex(row.text(3)) != row.text(shape.hash))
    return "its text is not the one that was written";
  return {};
}

Result<void> check_table(sqlite::Database& db, const RowShape& shape, Findings& findings) {
  auto rows = db.query(shape.sql, {});
  if (!rows) return fail(std::move(rows.error()));
  auto row = rows->next();
  for (; row && *row; row = rows->next()) {
    ++findings.examined;
    const std::string_view fault = fault_of(*rows, shape);
    if (!fault.empty())
      findings.all.push_back(
          {"row", std::string(rows->text(0)), std::string(rows->text(1)), std::string(fault)});
  }
  if (!row) return fail(std::move(row.error()));
  return {};
}

}  // namespace

Result<void> check_rows(sqlite::Database& db, Findings& findings) {
  for (const RowShape& shape : {RowShape{kArticles, kArticleFields, 5, kArticleUid},
                                RowShape{kVersions, kVersionFields, 7, 0}})
    if (auto ok = check_table(db, shape, findings); !ok) return ok;
  return {};
}

void count_removed(sqlite::Database& db, Findings& findings) {
  const auto count = [&db](std::string_view sql) {
    auto number = db.integer(sql);
    return number ? static_cast<std::size_t>(*number) : 0;
  };
  findings.taken_down = count("SELECT count(*) FROM takedowns");
  findings.removed_bodies = count("SELECT count(*) FROM bodies WHERE removed_at IS NOT NULL");
}

}  // namespace cuttings
