#include <utility>

#include "config/base/canonical_url.h"
#include "storage/frontier_store.h"
#include "storage/iso_time.h"
#include "storage/queue_rows.h"
#include "storage/sqlite/open_store.h"

namespace cuttings {
namespace {

using sqlite::Cursor;

SourceRecord source_of(const Cursor& row) {
  SourceRecord source;
  source.id = row.integer(0);
  int column = 1;
  for (std::string* field :
       {&source.site_url, &source.url, &source.kind, &source.title, &source.found_by,
        &source.added_at, &source.last_checked_at, &source.next_check_at, &source.last_new_at,
        &source.last_error, &source.rhythm})
    *field = std::string(row.text(column++));
  source.entries_seen = row.integer(column++);
  source.error_count = static_cast<int>(row.integer(column++));
  source.is_silent = row.integer(column) == 1;
  return source;
}

#define CUTTINGS_SOURCE_COLUMNS                                                                \
  "SELECT id, site_url, url, kind, title, found_by, added_at, last_checked_at, next_check_at," \
  " last_new_at, last_error, rhythm, entries_seen, error_count, is_silent FROM sources"

RobotsRecord robots_of(const Cursor& row) {
  return {std::string(row.text(0)),
          row.integer(1),
          row.integer(2),
          row.integer(3) == 1,
          std::string(row.text(4)),
          row.integer(5),
          static_cast<int>(row.integer(6)),
          static_cast<int>(row.integer(7)),
          std::string(row.text(8))};
}

}  // namespace

FrontierReader::FrontierReader(std::unique_ptr<sqlite::Database> db) : db_(std::move(db)) {}
FrontierReader::~FrontierReader() = default;

Result<std::unique_ptr<FrontierReader>> FrontierReader::open(const StoreOptions& options) {
  auto db = sqlite::open_for_reading(options.path);
  if (!db) return fail(std::move(db.error()));
  return std::unique_ptr<FrontierReader>(
      new FrontierReader(std::make_unique<sqlite::Database>(std::move(*db))));
}

Result<std::vector<HostRecord>> FrontierReader::ready_hosts() {
  // By the hosts' own counts: the queue's index has a page to read for each host.
  return all_rows<HostRecord>(db_->query("SELECT " CUTTINGS_HOST_COLUMNS " WHERE h.queued > 0", {}),
                              host_of);
}

Result<std::optional<HostRecord>> FrontierReader::host(std::int64_t id) {
  return first_row<HostRecord>(db_->query("SELECT " CUTTINGS_HOST_COLUMNS " WHERE h.id = ?1", {id}),
                               host_of);
}

Result<std::int64_t> FrontierReader::last_visit_ms() {
  return db_->integer("SELECT max(last_end) FROM _hosts");
}

Result<std::optional<HostRecord>> FrontierReader::host_named(std::string_view name) {
  return first_row<HostRecord>(
      db_->query("SELECT " CUTTINGS_HOST_COLUMNS " WHERE h.name = ?1", {name}), host_of);
}

Result<std::vector<QueueEntry>> FrontierReader::ready(std::int64_t host_id, std::size_t limit) {
  return all_rows<QueueEntry>(
      db_->query("SELECT " CUTTINGS_QUEUE_COLUMNS
                 " WHERE q.host_id = ?1 AND q.state = 0 ORDER BY q.priority DESC, q.id LIMIT ?2",
                 {host_id, static_cast<std::int64_t>(limit)}),
      entry_of);
}

Result<std::vector<QueueEntry>> FrontierReader::due(DuePlace after, std::int64_t now_ms,
                                                    std::size_t limit) {
  return all_rows<QueueEntry>(
      db_->query("SELECT " CUTTINGS_QUEUE_COLUMNS
                 " WHERE q.state = 1 AND q.due_at >= ?1 AND q.due_at <= ?3"
                 " AND (q.due_at > ?1 OR q.id > ?2) ORDER BY q.due_at, q.id LIMIT ?4",
                 {after.due_ms, after.id, now_ms, static_cast<std::int64_t>(limit)}),
      entry_of);
}

Result<std::optional<std::int64_t>> FrontierReader::next_due_ms(DuePlace after) {
  return first_row<std::int64_t>(
      db_->query("SELECT due_at FROM _queue WHERE state = 1 AND due_at >= ?1"
                 " AND (due_at > ?1 OR id > ?2) ORDER BY due_at, id LIMIT 1",
                 {after.due_ms, after.id}),
      [](const Cursor& row) { return row.integer(0); });
}

Result<bool> FrontierReader::has_retry_until(std::int64_t unix_ms) {
  const std::int64_t source = static_cast<std::int64_t>(QueueKind::kSource);
  auto found = db_->integer(
      "SELECT EXISTS (SELECT 1 FROM _queue WHERE state = 1 AND due_at <= ?1"
      " AND reason IS NOT NULL AND (kind <> ?2 OR attempts = 0))",
      {unix_ms, source});
  if (!found) return fail(std::move(found.error()));
  return *found != 0;
}

Result<std::optional<RobotsRecord>> FrontierReader::robots(std::string_view origin) {
  return first_row<RobotsRecord>(
      db_->query("SELECT origin, fetched_at, expires_at, has_rules, body, unreachable_since,"
                 " failures, error, reason FROM _robots WHERE origin = ?1",
                 {origin}),
      robots_of);
}

Result<std::vector<TrapRecord>> FrontierReader::traps(std::string_view site_url) {
  return all_rows<TrapRecord>(
      db_->query(
          "SELECT pattern, fetches, yields, promises, changed_at FROM _traps WHERE site = ?1",
          {site_url}),
      [](const sqlite::Cursor& row) {
        return TrapRecord{std::string(row.text(0)), row.integer(1), row.integer(2), row.integer(3),
                          row.integer(4)};
      });
}

Result<std::vector<SourceRecord>> FrontierReader::sources() {
  return all_rows<SourceRecord>(db_->query(CUTTINGS_SOURCE_COLUMNS " ORDER BY site_url, id", {}),
                                source_of);
}

Result<std::optional<SourceRecord>> FrontierReader::source(std::string_view url) {
  return first_row<SourceRecord>(db_->query(CUTTINGS_SOURCE_COLUMNS " WHERE url = ?1", {url}),
                                 source_of);
}

Result<std::optional<QueueEntry>> FrontierReader::find(const Url& url) {
  const NewUrl wanted = NewUrl::of(url);
  auto rows = all_rows<QueueEntry>(
      db_->query("SELECT " CUTTINGS_QUEUE_COLUMNS
                 " JOIN _hosts h ON h.id = q.host_id WHERE h.name = ?1 AND q.hash = ?2",
                 {wanted.host, queue_hash(wanted.key)}),
      entry_of);
  if (!rows) return fail(std::move(rows.error()));
  for (QueueEntry& entry : *rows)
    if (has_key(entry, wanted.key)) return std::optional<QueueEntry>(std::move(entry));
  return std::optional<QueueEntry>();
}

Result<std::optional<QueueEntry>> FrontierReader::entry(std::int64_t id) {
  return first_row<QueueEntry>(
      db_->query("SELECT " CUTTINGS_QUEUE_COLUMNS " WHERE q.id = ?1", {id}), entry_of);
}

Result<std::int64_t> FrontierReader::ready_count() {
  return db_->integer("SELECT sum(queued) FROM _hosts");
}

Result<QueueCounts> FrontierReader::counts() {
  struct StateCount {
    std::int64_t state, count;
  };
  auto rows = all_rows<StateCount>(
      db_->query("SELECT state, count(*) FROM _queue GROUP BY state", {}), [](const Cursor& row) {
        return StateCount{row.integer(0), row.integer(1)};
      });
  if (!rows) return fail(std::move(rows.error()));
  QueueCounts counts;
  std::int64_t* const fields[] = {&counts.ready, &counts.waiting, &counts.done, &counts.failed,
                                  &counts.skipped};
  for (const StateCount& row : *rows)
    if (row.state >= 0 && row.state < 5) *fields[row.state] = row.count;
  return counts;
}

Result<std::optional<CrawlRecord>> FrontierReader::last_crawl() {
  return first_row<CrawlRecord>(
      db_->query("SELECT status, started_at, finished_at, stats FROM crawls"
                 " ORDER BY id DESC LIMIT 1",
                 {}),
      [](const Cursor& row) {
        return CrawlRecord{std::string(row.text(0)), std::string(row.text(1)),
                           std::string(row.text(2)), std::string(row.text(3))};
      });
}

Result<std::optional<FetchSummary>> FrontierReader::last_fetch(std::string_view url) {
  return first_row<FetchSummary>(
      db_->query("SELECT started_at, outcome, error_kind, error, http_status FROM fetches"
                 " WHERE url = ?1 ORDER BY started_at DESC, id DESC LIMIT 1",
                 {url}),
      [](const Cursor& row) {
        return FetchSummary{std::string(row.text(0)), std::string(row.text(1)),
                            std::string(row.text(2)), std::string(row.text(3)),
                            static_cast<int>(row.integer(4))};
      });
}

Result<bool> FrontierReader::was_read(std::string_view url, WallTime started_at) {
  auto count = db_->integer(
      "SELECT count(*) FROM fetches WHERE url = ?1 AND started_at = ?2"
      " AND coalesce(error, '') <> ?3",
      {url, iso_time(started_at), kNotReadYet});
  if (!count) return fail(std::move(count.error()));
  return *count > 0;
}

Result<std::optional<TakedownRecord>> FrontierReader::takedown(const Url& url) {
  const std::string identity = canonical_url(url).href();
  return first_row<TakedownRecord>(
      db_->query("SELECT t.taken_down_at, t.reason FROM article_urls u"
                 " JOIN takedowns t ON t.article_id = u.article_id WHERE u.url = ?1",
                 {std::string_view(identity)}),
      [](const Cursor& row) {
        return TakedownRecord{std::string(row.text(0)), std::string(row.text(1))};
      });
}

Result<bool> FrontierReader::has_takedowns() {
  auto any = db_->integer("SELECT EXISTS (SELECT 1 FROM takedowns)");
  if (!any) return fail(std::move(any.error()));
  return *any != 0;
}

Result<std::vector<ErrorCount>> FrontierReader::errors(std::string_view since, std::size_t limit) {
  return all_rows<ErrorCount>(
      db_->query("SELECT s.hostname, f.error_kind, f.http_status, count(*), max(f.started_at)"
                 " FROM sites s JOIN fetches f ON f.site_id = s.id"
                 " WHERE f.outcome = 'failed' AND f.started_at >= ?1"
                 " GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2 LIMIT ?2",
                 {since, static_cast<std::int64_t>(limit)}),
      [](const Cursor& row) {
        return ErrorCount{std::string(row.text(0)), std::string(row.text(1)),
                          static_cast<int>(row.integer(2)), row.integer(3),
                          std::string(row.text(4))};
      });
}

Result<std::vector<HostRecord>> FrontierReader::blocked_hosts(std::int64_t now_ms) {
  return all_rows<HostRecord>(
      db_->query("SELECT " CUTTINGS_HOST_COLUMNS
                 " WHERE h.blocked_until > ?1 ORDER BY h.queued DESC LIMIT 100",
                 {now_ms}),
      host_of);
}

Result<std::int64_t> FrontierReader::article_count() {
  return db_->integer("SELECT count(*) FROM articles");
}

}  // namespace cuttings
