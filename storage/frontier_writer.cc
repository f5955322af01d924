#include <algorithm>

#include "storage/app_version.h"
#include "storage/frontier_store.h"
#include "storage/queue_rows.h"
#include "storage/store_text.h"

namespace cuttings {
namespace {

using sqlite::text_or_null;

std::int64_t number(QueueState state) { return static_cast<std::int64_t>(state); }
std::int64_t number(QueueKind kind) { return static_cast<std::int64_t>(kind); }
std::int64_t number(FoundBy found_by) { return static_cast<std::int64_t>(found_by); }

Result<void> insert_entry(sqlite::Database& db, std::int64_t host_id, const NewUrl& url,
                          QueueState state, std::string_view reason) {
  return db.run(
      "INSERT INTO _queue (host_id, hash, url, state, kind, priority, depth, attempts, found_by,"
      " found_via, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8, nullif(?9, 0), ?10)",
      {host_id, queue_hash(url.key), url.url, number(state), number(url.kind),
       std::int64_t{url.priority}, std::int64_t{url.depth}, number(url.found_by), url.found_via,
       text_or_null(reason)});
}

}  // namespace

Result<std::int64_t> FrontierWriter::host_id(std::string_view name) {
  if (last_host_id_ != 0 && name == last_host_) return last_host_id_;
  auto id = db_.integer("SELECT id FROM _hosts WHERE name = ?1", {name});
  if (id && *id == 0)
    id = db_.integer("INSERT INTO _hosts (name) VALUES (?1) RETURNING id", {name});
  if (!id) return id;
  last_host_ = name;
  last_host_id_ = *id;
  return id;
}

Result<std::optional<QueueEntry>> FrontierWriter::find(std::int64_t host, const NewUrl& url) {
  auto rows = all_rows<QueueEntry>(
      db_.query("SELECT " CUTTINGS_QUEUE_COLUMNS " WHERE q.host_id = ?1 AND q.hash = ?2",
                {host, queue_hash(url.key)}),
      entry_of);
  if (!rows) return fail(std::move(rows.error()));
  for (QueueEntry& entry : *rows)
    if (has_key(entry, url.key)) return std::optional<QueueEntry>(std::move(entry));
  return std::optional<QueueEntry>();
}

Result<void> FrontierWriter::count(std::int64_t host, std::int64_t change) {
  if (change > 0 && std::find(woken_.begin(), woken_.end(), host) == woken_.end())
    woken_.push_back(host);
  if (change == 0) return {};
  return db_.run("UPDATE _hosts SET queued = queued + ?2 WHERE id = ?1", {host, change});
}

Result<Added> FrontierWriter::add(const NewUrl& url) {
  auto host = host_id(url.host);
  if (!host) return fail(std::move(host.error()));
  auto known = find(*host, url);
  if (!known) return fail(std::move(known.error()));
  if (!*known) {
    if (auto ok = insert_entry(db_, *host, url, QueueState::kReady, {}); !ok)
      return fail(std::move(ok.error()));
    if (auto ok = count(*host, 1); !ok) return fail(std::move(ok.error()));
    return Added::kNew;
  }
  const QueueEntry& entry = **known;
  const bool becomes_source = url.kind == QueueKind::kSource && entry.kind != QueueKind::kSource;
  const bool is_raised = entry.state == QueueState::kReady && url.priority > entry.priority;
  if (!becomes_source && !is_raised) return Added::kKnown;
  auto ok = db_.run(
      "UPDATE _queue SET priority = max(priority, ?2), depth = min(depth, ?3), kind = ?4,"
      " state = ?5, url = ?6 WHERE id = ?1",
      {entry.id, std::int64_t{url.priority}, std::int64_t{url.depth},
       number(becomes_source ? url.kind : entry.kind), number(QueueState::kReady),
       // A source is known by its address as it was named, a page may be known by another.
       becomes_source ? url.url : entry.url});
  if (ok) ok = count(*host, entry.state == QueueState::kReady ? 0 : 1);
  if (!ok) return fail(std::move(ok.error()));
  return becomes_source ? Added::kNew : Added::kKnown;  // as a source nobody knew it
}

Result<void> FrontierWriter::add_alias(const NewUrl& url, std::string_view of) {
  auto host = host_id(url.host);
  if (!host) return fail(std::move(host.error()));
  auto known = find(*host, url);
  if (!known) return fail(std::move(known.error()));
  const std::string reason = "answered by " + std::string(of);
  if (!*known) return insert_entry(db_, *host, url, QueueState::kDone, reason);
  const QueueEntry& entry = **known;
  const bool is_open = entry.state == QueueState::kReady || entry.state == QueueState::kWaiting;
  if (entry.kind != QueueKind::kPage || !is_open) return {};
  return update({.id = entry.id, .state = QueueState::kDone, .reason = reason});
}

Result<void> FrontierWriter::update(const EntryUpdate& update) {
  struct Before {
    std::int64_t host, state;
  };
  auto before =
      first_row<Before>(db_.query("SELECT host_id, state FROM _queue WHERE id = ?1", {update.id}),
                        [](const sqlite::Cursor& row) {
                          return Before{row.integer(0), row.integer(1)};
                        });
  if (!before) return fail(std::move(before.error()));
  if (!*before) return {};
  const bool waits = update.state == QueueState::kWaiting;
  auto ok = db_.run(
      "UPDATE _queue SET state = ?2, kind = ?3, attempts = ?4, due_at = nullif(?5, 0), reason = ?6"
      " WHERE id = ?1",
      {update.id, number(update.state), number(update.kind), std::int64_t{update.attempts},
       waits ? update.due_ms : std::int64_t{0}, text_or_null(store_text(update.reason))});
  if (!ok) return ok;
  const auto is_ready = [](std::int64_t state) { return state == 0 ? 1 : 0; };
  ok = count((*before)->host, is_ready(number(update.state)) - is_ready((*before)->state));
  if (!ok || !update.revisit) return ok;
  const RevisitRecord& revisit = *update.revisit;
  return db_.run(
      "INSERT OR REPLACE INTO _revisits (queue_id, interval_s, looks, changes, gone, etag,"
      " last_modified) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      {update.id, revisit.interval_s, std::int64_t{revisit.looks}, std::int64_t{revisit.changes},
       std::int64_t{revisit.gone}, text_or_null(store_text(revisit.etag)),
       text_or_null(store_text(revisit.last_modified))});
}

Result<bool> FrontierWriter::requeue(const Url& url) {
  const NewUrl wanted = NewUrl::of(url);
  auto host = host_id(wanted.host);
  if (!host) return fail(std::move(host.error()));
  auto known = find(*host, wanted);
  if (!known) return fail(std::move(known.error()));
  if (!*known) return false;
  auto ok = update({.id = (*known)->id, .state = QueueState::kReady, .kind = (*known)->kind});
  if (!ok) return fail(std::move(ok.error()));
  return true;
}

Result<std::int64_t> FrontierWriter::requeue_failed(std::string_view host) {
  auto ids =
      all_rows<std::int64_t>(db_.query("SELECT q.id FROM _queue q JOIN _hosts h ON h.id = q.host_id"
                                       " WHERE q.state = 3 AND (?1 = '' OR h.name = ?1)",
                                       {host}),
                             [](const sqlite::Cursor& row) { return row.integer(0); });
  if (!ids) return fail(std::move(ids.error()));
  for (const std::int64_t id : *ids) {
    auto kind = db_.integer("SELECT kind FROM _queue WHERE id = ?1", {id});
    if (!kind) return fail(std::move(kind.error()));
    auto ok =
        update({.id = id, .state = QueueState::kReady, .kind = static_cast<QueueKind>(*kind)});
    if (!ok) return fail(std::move(ok.error()));
  }
  return static_cast<std::int64_t>(ids->size());
}

Result<void> FrontierWriter::put_host(const HostRecord& host) {
  auto id = host_id(host.name);
  if (!id) return fail(std::move(id.error()));
  return db_.run(
      "UPDATE _hosts SET address = ?2, response_ms = ?3, crawl_delay_ms = ?4, failures = ?5,"
      " block_ms = ?6, blocked_until = ?7, block_reason = ?8, last_end = ?9"
      " WHERE id = ?1",
      {*id, text_or_null(host.address), host.response_ms, host.crawl_delay_ms,
       std::int64_t{host.failures}, host.block_ms, host.blocked_until_ms,
       text_or_null(store_text(host.block_reason)), host.last_end_ms});
}

Result<void> FrontierWriter::set_times_back(std::chrono::milliseconds by) {
  auto ok = db_.run("UPDATE _queue SET due_at = max(1, due_at - ?1) WHERE state = 1",
                    {std::int64_t{by.count()}});
  if (!ok) return ok;
  return db_.run(
      "UPDATE _hosts SET last_end = max(0, last_end - ?1),"
      " blocked_until = max(0, blocked_until - ?1)",
      {std::int64_t{by.count()}});
}

Result<void> FrontierWriter::put_looks(std::int64_t host, std::string_view looks) {
  return db_.run("UPDATE _hosts SET revisit_looks = ?2 WHERE id = ?1", {host, looks});
}

Result<void> FrontierWriter::put_traps(const TrapChanges& changes) {
  if (changes.is_all)
    if (auto ok = db_.run("DELETE FROM _traps WHERE site = ?1", {changes.site_url}); !ok) return ok;
  for (const TrapRecord& record : changes.records) {
    auto ok = db_.run("INSERT OR REPLACE INTO _traps VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                      {changes.site_url, record.pattern, record.fetches, record.yields,
                       record.promises, record.changed_at_ms});
    if (!ok) return ok;
  }
  return {};
}

Result<void> FrontierWriter::put_robots(const RobotsRecord& robots) {
  return db_.run(
      "INSERT INTO _robots (origin, fetched_at, expires_at, has_rules, body, unreachable_since,"
      " failures, error, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
      " ON CONFLICT (origin) DO UPDATE SET fetched_at = excluded.fetched_at,"
      " expires_at = excluded.expires_at, unreachable_since = excluded.unreachable_since,"
      " failures = excluded.failures, error = excluded.error, reason = excluded.reason,"
      " has_rules = CASE excluded.error WHEN 0 THEN excluded.has_rules ELSE has_rules END,"
      " body = CASE excluded.error WHEN 0 THEN excluded.body ELSE body END",
      {robots.origin, robots.fetched_at_ms, robots.expires_at_ms,
       std::int64_t{robots.has_rules ? 1 : 0}, robots.body, robots.unreachable_since_ms,
       std::int64_t{robots.failures}, std::int64_t{robots.error}, robots.reason});
}

Result<void> FrontierWriter::put_source(const SourceRecord& source) {
  const std::string title = store_text(source.title), error = store_text(source.last_error);
  const std::string hubs = json_array(source.hubs);
  return db_.run(
      "INSERT INTO sources (site_url, url, kind, title, found_by, added_at, last_checked_at,"
      " next_check_at, last_new_at, entries_seen, error_count, last_error, is_silent, hubs, rhythm)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
      " ON CONFLICT (url) DO UPDATE SET kind = excluded.kind, title = excluded.title,"
      " last_checked_at = excluded.last_checked_at, next_check_at = excluded.next_check_at,"
      " last_new_at = excluded.last_new_at, entries_seen = excluded.entries_seen,"
      " error_count = excluded.error_count, last_error = excluded.last_error,"
      " is_silent = excluded.is_silent, rhythm = excluded.rhythm,"
      " hubs = CASE excluded.hubs WHEN '[]' THEN hubs ELSE excluded.hubs END",
      {source.site_url, source.url, source.kind, text_or_null(title), source.found_by,
       source.added_at, text_or_null(source.last_checked_at), text_or_null(source.next_check_at),
       text_or_null(source.last_new_at), source.entries_seen, std::int64_t{source.error_count},
       text_or_null(error), std::int64_t{source.is_silent ? 1 : 0}, hubs, source.rhythm});
}

Result<std::optional<HostRecord>> FrontierWriter::host(std::int64_t id) {
  return first_row<HostRecord>(db_.query("SELECT " CUTTINGS_HOST_COLUMNS " WHERE h.id = ?1", {id}),
                               host_of);
}

Result<std::int64_t> FrontierWriter::begin_crawl(std::string_view at, std::string_view user_agent) {
  auto ok = db_.run(
      "UPDATE crawls SET status = 'failed', finished_at = ?1 WHERE status = 'running'", {at});
  if (ok)
    ok = db_.run(
        "INSERT INTO crawls (status, started_at, app_version, user_agent)"
        " VALUES ('running', ?1, ?2, ?3)",
        {at, kAppVersion, user_agent});
  if (!ok) return fail(std::move(ok.error()));
  return db_.last_insert_id();
}

Result<void> FrontierWriter::end_crawl(std::int64_t id, std::string_view at,
                                       std::string_view status, std::string_view stats_json) {
  return db_.run("UPDATE crawls SET status = ?2, finished_at = ?3, stats = ?4 WHERE id = ?1",
                 {id, status, at, stats_json});
}

}  // namespace cuttings
