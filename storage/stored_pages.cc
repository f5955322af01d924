#include "storage/stored_pages.h"

#include "storage/article_urls.h"
#include "storage/sqlite/open_store.h"

namespace cuttings {
namespace {

// ?1: an id, ?2: a host or NULL, ?3: a canonical URL or NULL.
const std::string kFrom =
    " FROM articles a JOIN article_versions v ON v.id = a.current_version_id"
    " JOIN fetches f ON f.id = v.fetch_id JOIN bodies b ON b.id = f.body_id"
    " WHERE a.id > ?1 AND a.removed_at IS NULL AND b.warc_file IS NOT NULL AND (?2 IS NULL OR "
    "a.hostname = ?2 OR a.hostname LIKE '%.' || ?2)"
    " AND (?3 IS NULL OR a.id = (SELECT article_id FROM article_urls WHERE url = ?3))";
const std::string kPages =
    "SELECT a.id, f.url, f.final_url, f.started_at, b.warc_file, b.warc_offset, b.warc_length" +
    kFrom + " ORDER BY a.id LIMIT ?4";
constexpr const char* kFind =
    "SELECT 0, f.url, f.final_url, f.started_at, b.warc_file, b.warc_offset, b.warc_length"
    " FROM fetches f JOIN bodies b ON b.id = f.body_id WHERE f.url = ?1 AND b.warc_file IS NOT NULL"
    " ORDER BY abs(julianday(f.started_at) - julianday(?2)), f.id LIMIT 1";
const std::string kCount = "SELECT count(*)" + kFrom;

StoredPage page_of(sqlite::Cursor& row) {
  return {row.integer(0),
          std::string(row.text(1)),
          std::string(row.text(2)),
          std::string(row.text(3)),
          {std::string(row.text(4)), static_cast<std::uint64_t>(row.integer(5)),
           static_cast<std::uint64_t>(row.integer(6))}};
}

}  // namespace

StoredPages::StoredPages(std::unique_ptr<sqlite::Database> db) : db_(std::move(db)) {}
StoredPages::~StoredPages() = default;

Result<std::unique_ptr<StoredPages>> StoredPages::open(const StoreOptions& options) {
  auto db = sqlite::open_for_reading(options.path);
  if (!db) return fail(std::move(db.error()));
  return std::unique_ptr<StoredPages>(
      new StoredPages(std::make_unique<sqlite::Database>(std::move(*db))));
}

Result<std::vector<StoredPage>> StoredPages::next(const StoredPageFilter& filter,
                                                  std::int64_t after, std::size_t limit) {
  const std::string url = identity_of(filter.url);
  auto rows = db_->query(kPages, {after, sqlite::text_or_null(filter.hostname),
                                  sqlite::text_or_null(url), static_cast<std::int64_t>(limit)});
  if (!rows) return fail(std::move(rows.error()));
  std::vector<StoredPage> pages;
  auto row = rows->next();
  for (; row && *row; row = rows->next()) pages.push_back(page_of(*rows));
  if (!row) return fail(std::move(row.error()));
  return pages;
}

Result<std::optional<StoredPage>> StoredPages::find(const std::string& url,
                                                    const std::string& fetched_at) {
  auto rows = db_->query(kFind, {url, fetched_at});
  if (!rows) return fail(std::move(rows.error()));
  auto row = rows->next();
  if (!row) return fail(std::move(row.error()));
  return *row ? std::optional(page_of(*rows)) : std::nullopt;
}

Result<std::int64_t> StoredPages::count(const StoredPageFilter& filter) {
  const std::string url = identity_of(filter.url);
  return db_->integer(
      kCount, {std::int64_t{0}, sqlite::text_or_null(filter.hostname), sqlite::text_or_null(url)});
}

Result<std::string> StoredPages::progress() {
  return db_->text("SELECT value FROM store_info WHERE key = '_reextract'");
}

Result<std::string> StoredPages::gold_scores() {
  return db_->text("SELECT value FROM store_info WHERE key = '_gold_scores'");
}

}  // namespace cuttings
