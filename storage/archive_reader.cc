#include "storage/archive_reader.h"

#include <algorithm>
#include <map>

#include "config/base/utf8.h"
#include "storage/article_urls.h"
#include "storage/read_article.h"
#include "storage/search/search_sql.h"
#include "storage/search/snippet.h"
#include "storage/sqlite/open_store.h"
#include "storage/sqlite/rows.h"
#include "storage/store_text.h"

namespace cuttings {
namespace {

using sqlite::Cursor;
using sqlite::Database;
using sqlite::Value;

std::string text_of(const Cursor& row, int column) { return std::string(row.text(column)); }

Result<std::vector<std::int64_t>> read_ids(Database& db, const SearchSql& search) {
  std::vector<Value> values;
  for (const std::string& value : search.values) values.emplace_back(std::string_view(value));
  return all_rows<std::int64_t>(db.query(search.sql, values),
                                [](const Cursor& row) { return row.integer(0); });
}

/// The article's line; its text is left in `text` when there are words to show in it.
Result<SearchHit> read_hit(Database& db, std::int64_t id, std::string* text) {
  auto row = db.query(
      "SELECT url, title, author, date_published, coalesce(sitename, hostname), language,"
      " first_seen_at, gone_at, word_count, version_count, text FROM articles WHERE id = ?1",
      {id});
  if (!row) return fail(std::move(row.error()));
  auto has_row = row->next();
  if (!has_row) return fail(std::move(has_row.error()));
  SearchHit hit;
  hit.id = id;
  if (!*has_row) return hit;
  int column = 0;
  for (std::string* field : {&hit.url, &hit.title, &hit.author, &hit.date_published, &hit.site,
                             &hit.language, &hit.first_seen_at, &hit.gone_at})
    *field = text_of(*row, column++);
  hit.word_count = row->integer(column++);
  hit.version_count = row->integer(column++);
  if (text != nullptr) *text = text_of(*row, column);
  return hit;
}

using Snippets = std::map<std::int64_t, std::vector<SnippetPart>>;

/// What FTS5 shows around the words of `match` in each of `ids`, its marks taken for parts. One
/// pass over the matches between the ids.
Result<Snippets> read_snippets(Database& db, const std::string& match,
                               const std::vector<std::int64_t>& ids) {
  Snippets snippets;
  if (ids.empty()) return snippets;
  const auto [least, most] = std::minmax_element(ids.begin(), ids.end());
  std::string list;
  for (const std::int64_t id : ids) list += (list.empty() ? "[" : ",") + std::to_string(id);
  list += "]";
  auto rows = db.query(
      "SELECT rowid, snippet(articles_fts, -1, char(1), char(2), '…', 24) FROM articles_fts"
      " WHERE articles_fts MATCH ?1 AND rowid >= ?2 AND rowid <= ?3"
      " AND +rowid IN (SELECT value FROM json_each(?4))",
      {match, *least, *most, std::string_view(list)});
  if (!rows) return fail(std::move(rows.error()));
  auto row = rows->next();
  for (; row && *row; row = rows->next())
    snippets[rows->integer(0)] = parts_of_marked(rows->text(1));
  if (!row) return fail(std::move(row.error()));
  return snippets;
}

bool has_beginning(const SearchQuery& query) {
  return std::any_of(query.terms.begin(), query.terms.end(),
                     [](const SearchTerm& term) { return term.is_prefix && !term.is_excluded; });
}

Result<std::vector<std::string>> read_list(Database& db, std::string_view json) {
  return all_rows<std::string>(db.query("SELECT value FROM json_each(?1)", {json}),
                               [](const Cursor& row) { return text_of(row, 0); });
}

VersionRecord version_of(const Cursor& row) {
  VersionRecord version;
  version.version = row.integer(0);
  int column = 1;
  for (std::string* field : {&version.captured_at, &version.last_seen_at, &version.title,
                             &version.text, &version.date_published, &version.date_modified,
                             &version.description, &version.content_hash})
    *field = text_of(row, column++);
  version.word_count = row.integer(column++);
  version.words_added = row.integer(column++);
  version.words_removed = row.integer(column++);
  version.is_minor = row.integer(column++) == 1;
  version.is_current = row.integer(column) == 1;
  return version;
}

Result<std::vector<VersionRecord>> read_versions(Database& db, std::int64_t id) {
  std::vector<VersionRecord> versions;
  std::vector<std::pair<std::string, std::string>> lists;
  {
    auto rows = db.query(
        "SELECT version, captured_at, last_seen_at, title, text, date_published, date_modified,"
        " description, content_hash, word_count, words_added, words_removed, is_minor, is_current,"
        " authors, changed_fields FROM v_article_versions WHERE article_id = ?1 ORDER BY version",
        {id});
    if (!rows) return fail(std::move(rows.error()));
    auto row = rows->next();
    for (; row && *row; row = rows->next()) {
      versions.push_back(version_of(*rows));
      lists.emplace_back(text_of(*rows, 14), text_of(*rows, 15));
    }
    if (!row) return fail(std::move(row.error()));
  }
  for (std::size_t i = 0; i < versions.size(); ++i) {
    auto authors = read_list(db, lists[i].first);
    if (!authors) return fail(std::move(authors.error()));
    auto changed = read_list(db, lists[i].second);
    if (!changed) return fail(std::move(changed.error()));
    versions[i].authors = std::move(*authors), versions[i].changed_fields = std::move(*changed);
  }
  return versions;
}

Result<std::vector<LivenessRun>> read_liveness(Database& db, std::int64_t id) {
  auto rows = db.query(
      "SELECT state, since_at, last_at, moved_to, checks FROM liveness WHERE article_id = ?1"
      " ORDER BY id",
      {id});
  if (!rows) return fail(std::move(rows.error()));
  std::vector<LivenessRun> runs;
  auto row = rows->next();
  for (; row && *row; row = rows->next())
    runs.push_back({text_of(*rows, 0), text_of(*rows, 1), text_of(*rows, 2), text_of(*rows, 3),
                    rows->integer(4)});
  if (!row) return fail(std::move(row.error()));
  return runs;
}

// What another program or the disk put into a row need not be UTF-8, and must not go out so.
bool is_valid(const Article& article) {
  const Metadata& m = article.metadata;
  for (const std::string* text :
       {&article.url, &article.text, &m.canonical_url, &m.title, &m.date_published,
        &m.date_modified, &m.dateline, &m.sitename, &m.language, &m.description, &m.section,
        &m.license, &m.image, &m.pagetype})
    if (!is_valid_utf8(*text)) return false;
  for (const std::vector<std::string>* texts : {&m.authors, &m.agencies, &m.corrections, &m.tags})
    for (const std::string& text : *texts)
      if (!is_valid_utf8(text)) return false;
  for (const Image& image : article.images)
    if (!is_valid_utf8(image.url + image.alt + image.caption + image.credit)) return false;
  return true;
}

}  // namespace

ArchiveReader::ArchiveReader(std::unique_ptr<Database> db) : db_(std::move(db)) {}
ArchiveReader::~ArchiveReader() = default;

Result<std::unique_ptr<ArchiveReader>> ArchiveReader::open(const StoreOptions& options) {
  auto db = sqlite::open_for_reading(options.path);
  if (!db) return fail(std::move(db.error()));
  return std::unique_ptr<ArchiveReader>(
      new ArchiveReader(std::make_unique<Database>(std::move(*db))));
}

Result<std::vector<SearchHit>> ArchiveReader::search(const SearchQuery& query,
                                                     const SearchPage& page) {
  auto search = search_sql(*db_, query, page);
  if (!search) return fail(std::move(search.error()));
  auto ids = read_ids(*db_, *search);
  if (!ids) return fail(std::move(ids.error()));
  const std::string unspaced = first_unspaced(query);
  // A beginning of a word is gathered from the whole index anew by each query: one for all
  // articles. Of other words the matches between the articles would all be passed: one query an
  // article.
  const bool is_one_pass = has_beginning(query) && !search->match.empty();
  auto snippets = is_one_pass ? read_snippets(*db_, search->match, *ids) : Snippets();
  if (!snippets) return fail(std::move(snippets.error()));
  std::vector<SearchHit> hits;
  for (const std::int64_t id : *ids) {
    std::string text;
    auto hit = read_hit(*db_, id, unspaced.empty() ? nullptr : &text);
    if (!hit) return fail(std::move(hit.error()));
    if (is_one_pass) {
      hit->snippet = std::move((*snippets)[id]);
    } else if (!search->match.empty()) {
      auto snippet = read_snippets(*db_, search->match, {id});
      if (!snippet) return fail(std::move(snippet.error()));
      hit->snippet = std::move((*snippet)[id]);
    } else if (!unspaced.empty()) {
      hit->snippet = snippet_around(text, unspaced);
    }
    hits.push_back(std::move(*hit));
  }
  return hits;
}

Result<std::vector<std::int64_t>> ArchiveReader::select(const SearchQuery& query,
                                                        const SearchPage& page) {
  auto search = search_sql(*db_, query, page);
  if (!search) return fail(std::move(search.error()));
  return read_ids(*db_, *search);
}

Result<std::optional<Article>> ArchiveReader::read(std::int64_t id) {
  auto article = read_article(*db_, id);
  if (!article || !*article || is_valid(**article)) return article;
  Article fit = store_article(**article);
  fit.content_hash = (*article)->content_hash;  // as it is kept: it may tell what was there
  return std::optional(std::move(fit));
}

Result<std::optional<Article>> ArchiveReader::find(std::string_view url) {
  auto id = find_article_id(*db_, identity_urls(url, {}, {}));
  if (!id) return fail(std::move(id.error()));
  return read(*id);
}

Result<std::optional<History>> ArchiveReader::history(std::string_view url) {
  auto id = find_article_id(*db_, identity_urls(url, {}, {}));
  if (!id) return fail(std::move(id.error()));
  if (*id == 0) return std::optional<History>();
  auto hit = read_hit(*db_, *id, nullptr);
  if (!hit) return fail(std::move(hit.error()));
  auto versions = read_versions(*db_, *id);
  if (!versions) return fail(std::move(versions.error()));
  auto liveness = read_liveness(*db_, *id);
  if (!liveness) return fail(std::move(liveness.error()));
  auto taken_down_at =
      db_->text("SELECT taken_down_at FROM takedowns WHERE article_id = ?1", {*id});
  if (!taken_down_at) return fail(std::move(taken_down_at.error()));
  auto reason = db_->text("SELECT reason FROM takedowns WHERE article_id = ?1", {*id});
  if (!reason) return fail(std::move(reason.error()));
  return std::optional<History>(History{hit->url, hit->gone_at, std::move(*taken_down_at),
                                        std::move(*reason), std::move(*liveness),
                                        std::move(*versions)});
}

}  // namespace cuttings
