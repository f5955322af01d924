#include "storage/upkeep/take_down.h"

#include <set>

#include "storage/article_urls.h"
#include "storage/iso_time.h"
#include "storage/search/unspaced_index.h"
#include "storage/store_text.h"
#include "storage/upkeep/remove_records.h"
#include "storage/upkeep/unwanted_files.h"
#include "storage/upkeep/writable_store.h"
#include "storage/warc/warc_index.h"

namespace cuttings {
namespace {

using sqlite::Database;
using Urls = std::set<std::string, std::less<>>;

// Whose records are removed: ?1 the article. Where a redirect of a failed fetch led is not its own.
constexpr std::string_view kUrlsOfArticle =
    "SELECT url FROM article_urls WHERE article_id = ?1"
    " UNION SELECT url FROM fetches WHERE article_id = ?1"
    " UNION SELECT final_url FROM fetches WHERE article_id = ?1 AND final_url IS NOT NULL"
    " AND outcome IN ('new', 'changed', 'unchanged', 'not_modified')";

Result<Urls> urls_of(Database& db, std::int64_t article_id, const std::string& identity) {
  Urls urls{identity};
  auto rows = db.query(kUrlsOfArticle, {article_id});
  if (!rows) return fail(std::move(rows.error()));
  auto row = rows->next();
  for (; row && *row; row = rows->next()) urls.insert(identity_of(rows->text(0)));
  if (!row) return fail(std::move(row.error()));
  return urls;
}

std::vector<bool> records_of(const Urls& urls, const std::vector<WarcEntry>& entries) {
  std::vector<bool> is_removed(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i)
    is_removed[i] = !entries[i].uri.empty() && entries[i].type != "metadata" &&
                    urls.find(identity_of(entries[i].uri)) != urls.end();
  return is_removed;
}

constexpr std::string_view kEmptyArticle =
    "UPDATE articles SET title = NULL, author = NULL, authors = '[]', description = NULL,"
    " section = NULL, tags = '[]', image = NULL, dateline = NULL, agencies = '[]',"
    " corrections = '[]', text = '', quality_reasons = '[]', fingerprint = NULL,"
    " metadata_sources = '{}', has_unspaced = 0, removed_at = ?2 WHERE id = ?1";
constexpr std::string_view kEmptyVersions =
    "UPDATE article_versions SET title = NULL, authors = '[]', description = NULL, text = ''"
    " WHERE article_id = ?1";

Result<void> empty_rows(Database& db, std::int64_t id, const std::string& at) {
  if (auto ok = leave_unspaced(db, id); !ok) return ok;
  if (auto ok = db.run(kEmptyArticle, {id, at}); !ok) return ok;
  if (auto ok = db.run(kEmptyVersions, {id}); !ok) return ok;
  for (const std::string_view rows :
       {"DELETE FROM images WHERE article_id = ?1",
        "DELETE FROM duplicates WHERE ?1 IN (article_id, of_article_id)"})
    if (auto ok = db.run(rows, {id}); !ok) return ok;
  return db.run(
      "UPDATE fetches SET headers = NULL, directives = NULL, error = NULL WHERE article_id = ?1",
      {id});
}

// Deleted words stay in old parts of an index until these are merged; what was in the log is copied
// over. A reader at work may keep the log's end for a while: its next checkpoint does it.
Result<void> forget_words(Database& db) {
  return db.execute(
      "INSERT INTO articles_fts(articles_fts) VALUES ('optimize');"
      "INSERT INTO _unspaced_fts(_unspaced_fts) VALUES ('optimize');"
      "PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace

Result<TakenDown> take_down(const StoreOptions& options, const Takedown& takedown,
                            const Clock& clock) {
  auto store = open_writable(options, clock);
  if (!store) return fail(std::move(store.error()));
  Database& db = store->db;
  const std::string identity = identity_of(takedown.url), at = iso_time(clock.wall_now());
  auto id = db.integer("SELECT article_id FROM article_urls WHERE url = ?1", {identity});
  if (!id) return fail(std::move(id.error()));
  if (*id == 0)
    return fail(ErrorCode::kNotFound, takedown.url + " is not in " + options.path,
                "cuttings list names what is there");
  auto urls = urls_of(db, *id, identity);
  if (!urls) return fail(std::move(urls.error()));
  auto files = files_to_change(*store);
  if (!files) return fail(std::move(files.error()));
  auto entries = index_warc_files(store->warc_directory, *files);
  if (!entries) return fail(std::move(entries.error()), "nothing was removed");
  const auto is_removed = records_of(*urls, *entries);
  const std::string reason = store_text(takedown.reason);

  TakenDown done;
  for (const bool is_one : is_removed) done.records += is_one ? 1 : 0;
  const auto write_rows = [&]() -> Result<void> {
    auto ok = db.run(
        "INSERT INTO takedowns (article_id, url, taken_down_at, reason) SELECT id, url, ?2, ?3"
        " FROM articles WHERE id = ?1 ON CONFLICT (article_id) DO NOTHING",
        {*id, at, sqlite::text_or_null(reason)});
    return ok ? empty_rows(db, *id, at) : ok;
  };
  auto ok =
      remove_records(db, {store->warc_directory, *entries, is_removed, at, reason}, write_rows);
  if (ok) ok = forget_words(db);
  if (!ok) return fail(std::move(ok.error()));
  auto url = db.text("SELECT url FROM articles WHERE id = ?1", {*id});
  auto versions = db.integer("SELECT version_count FROM articles WHERE id = ?1", {*id});
  if (!url || !versions) return fail(std::move(!url ? url.error() : versions.error()));
  done.url = std::move(*url);
  done.versions = static_cast<std::size_t>(*versions);
  return done;
}

}  // namespace cuttings
