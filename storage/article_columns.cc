#include "storage/article_columns.h"

#include <algorithm>
#include <array>
#include <bit>
#include <initializer_list>

#include "config/base/digest.h"
#include "config/base/text.h"
#include "storage/row_digest.h"
#include "storage/search/spaced_text.h"
#include "storage/search/unspaced_index.h"
#include "storage/store_text.h"

namespace cuttings {
namespace {

using sqlite::Database;
using sqlite::text_or_null;
using sqlite::Value;

std::int64_t signed_size(std::size_t size) { return static_cast<std::int64_t>(size); }

std::string article_digest(const Article& a) {
  const Metadata& m = a.metadata;
  return row_digest({a.content_hash, m.canonical_url, m.sitename, m.title, json_array(m.authors),
                     m.date_published, m.date_modified, m.description, m.section,
                     json_array(m.tags), m.language, m.image, m.license, m.pagetype,
                     json_object(m.sources), verdict_name(a.verdict), json_array(m.agencies),
                     m.dateline, json_array(m.corrections)});
}

Value free_access(const Metadata& metadata) {
  if (!metadata.is_accessible_for_free) return nullptr;
  return std::int64_t{*metadata.is_accessible_for_free ? 1 : 0};
}

// What the columns of an article's row hold that are not its fields as they are. The article must
// outlive it.
class ArticleColumns {
 public:
  explicit ArticleColumns(const Article& article)
      : article_(article),
        author_(join(article.metadata.authors, "; ")),
        authors_(json_array(article.metadata.authors)),
        tags_(json_array(article.metadata.tags)),
        reasons_(json_array(article.quality_reasons)),
        sources_(json_object(article.metadata.sources)),
        agencies_(json_array(article.metadata.agencies)),
        corrections_(json_array(article.metadata.corrections)),
        digest_(article_digest(article)),
        has_unspaced_(has_unspaced_script(article.metadata.title) || has_unspaced_script(author_) ||
                      has_unspaced_script(article.text)) {}

  /// `first`, then the values of the columns in the order of both statements below.
  std::vector<Value> behind(std::initializer_list<Value> first) const {
    const Article& a = article_;
    const Metadata& m = a.metadata;
    std::vector<Value> values(first);
    values.insert(values.end(), {text_or_null(m.canonical_url),
                                 text_or_null(m.sitename),
                                 text_or_null(m.title),
                                 text_or_null(author_),
                                 authors_,
                                 text_or_null(m.date_published),
                                 text_or_null(m.date_modified),
                                 text_or_null(m.description),
                                 text_or_null(m.section),
                                 tags_,
                                 text_or_null(m.language),
                                 text_or_null(m.image),
                                 text_or_null(m.license),
                                 text_or_null(m.pagetype),
                                 free_access(m),
                                 a.text,
                                 signed_size(a.word_count),
                                 a.quality,
                                 reasons_,
                                 text_or_null(a.fingerprint),
                                 a.content_hash,
                                 sources_,
                                 digest_,
                                 verdict_name(a.verdict),
                                 agencies_,
                                 text_or_null(m.dateline),
                                 corrections_,
                                 std::int64_t{has_unspaced_}});
    return values;
  }

  /// Puts the article into the index of scripts without spaces, when it holds such.
  Result<void> enter(Database& db, std::int64_t id) const {
    if (!has_unspaced_) return {};
    return enter_unspaced(db, id, article_.metadata.title, author_, article_.text);
  }

 private:
  const Article& article_;
  std::string author_, authors_, tags_, reasons_, sources_, agencies_, corrections_, digest_;
  bool has_unspaced_;
};

constexpr std::size_t kMaxRows = 32;     // of one statement, a power of two
constexpr std::size_t kNewColumns = 35;  // of those the statement below names

std::string make_insert_statement(std::size_t rows) {
  std::string row = "(?";
  for (std::size_t i = 1; i < kNewColumns; ++i) row += ",?";
  row += ')';
  std::string sql =
      "INSERT INTO articles (uid, url, site_id, hostname, first_seen_at, last_checked_at,"
      " last_changed_at, canonical_url, sitename, title, author, authors, date_published,"
      " date_modified, description, section, tags, language, image, license, pagetype,"
      " is_accessible_for_free, text, word_count, quality, quality_reasons, fingerprint,"
      " content_hash, metadata_sources, row_digest, verdict, agencies, dateline, corrections,"
      " has_unspaced) VALUES " +
      row;
  for (std::size_t i = 1; i < rows; ++i) sql += "," + row;
  return sql;
}

/// `rows` is a power of two, at most kMaxRows.
const std::string& insert_statement(std::size_t rows) {
  static const auto kStatements = [] {
    std::array<std::string, std::bit_width(kMaxRows)> all;
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = make_insert_statement(std::size_t{1} << i);
    return all;
  }();
  return kStatements[static_cast<std::size_t>(std::countr_zero(rows))];
}

// Rows of new articles, which are given ids in their order; the last one's. One statement for all,
// as each one that fires a trigger makes FTS5 write out what it has gathered: a segment a
// statement, and those have to be merged. The rows are made whole, for the same reason.
// current_version_id has to come later all the same: with a version that is not there yet SQLite
// would look through all articles for those that wait for it.
Result<std::int64_t> insert_rows(Database& db, std::span<const ArticleWrite> writes) {
  std::vector<std::string> uids;
  std::vector<ArticleColumns> columns;
  uids.reserve(writes.size());
  columns.reserve(writes.size());
  for (const ArticleWrite& write : writes) {
    uids.push_back(sha256_hex(write.urls.front().url).substr(0, 32));
    columns.emplace_back(write.article);
  }
  std::vector<Value> values;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const ArticleWrite& write = writes[i];
    const std::string_view at = write.captured_at;
    const auto row = columns[i].behind(
        {uids[i], write.urls.front().url, write.site_id, write.hostname, at, at, at});
    values.insert(values.end(), row.begin(), row.end());
  }
  auto ok = db.run(insert_statement(writes.size()), values);
  if (!ok) return fail(std::move(ok.error()));
  const std::int64_t last = db.last_insert_id();
  for (std::size_t i = 0; i < writes.size(); ++i)
    if (ok = columns[i].enter(db, last - signed_size(writes.size() - 1 - i)); !ok)
      return fail(std::move(ok.error()));
  return last;
}

}  // namespace

Result<std::vector<std::int64_t>> insert_article_rows(Database& db,
                                                      std::span<const ArticleWrite> writes) {
  std::vector<std::int64_t> ids;
  ids.reserve(writes.size());
  while (ids.size() < writes.size()) {
    const auto left = writes.subspan(ids.size());
    const auto rows = left.first(std::min(std::bit_floor(left.size()), kMaxRows));
    auto last = insert_rows(db, rows);
    if (!last) return fail(std::move(last.error()));
    for (std::size_t i = rows.size(); i-- > 0;) ids.push_back(*last - signed_size(i));
  }
  return ids;
}

Result<void> update_article_row(Database& db, std::int64_t id, const Article& article,
                                Searched searched) {
  static const std::string kOthers =
      "UPDATE articles SET canonical_url = ?2, sitename = ?3, authors = ?6, date_published = ?7,"
      " date_modified = ?8, section = ?10, tags = ?11, language = ?12, image = ?13, license = ?14,"
      " pagetype = ?15, is_accessible_for_free = ?16, word_count = ?18, quality = ?19,"
      " quality_reasons = ?20, fingerprint = ?21, content_hash = ?22, metadata_sources = ?23,"
      " row_digest = ?24, verdict = ?25, agencies = ?26, dateline = ?27, corrections = ?28,"
      " has_unspaced = ?29";
  static const std::string kAll = kOthers +
                                  ", title = ?4, author = ?5, description = ?9,"
                                  " text = ?17 WHERE id = ?1";
  // Most rows that are read again come out as they were: those are not written. row_digest stands
  // for the columns it covers.
  static const std::string kSame = kOthers +
                                   " WHERE id = ?1 AND (row_digest, word_count, quality,"
                                   " quality_reasons, fingerprint, is_accessible_for_free,"
                                   " has_unspaced) IS NOT (?24, ?18, ?19, ?20, ?21, ?16, ?29)";
  const ArticleColumns columns(article);
  if (searched == Searched::kSame) return db.run(kSame, columns.behind({id}));
  if (auto ok = leave_unspaced(db, id); !ok) return ok;
  if (auto ok = db.run(kAll, columns.behind({id})); !ok) return ok;
  return columns.enter(db, id);
}

}  // namespace cuttings
