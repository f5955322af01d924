#include "storage/fetch_rows.h"

#include "config/base/public_suffix.h"
#include "config/base/url.h"
#include "storage/iso_time.h"
#include "storage/store_text.h"

namespace cuttings {

using sqlite::Database;
using sqlite::text_or_null;

std::string_view save_outcome_name(SaveOutcome outcome) {
  switch (outcome) {
    case SaveOutcome::kNew:
      return "new";
    case SaveOutcome::kChanged:
      return "changed";
    case SaveOutcome::kUnchanged:
      return "unchanged";
    case SaveOutcome::kNotModified:
      return "not_modified";
    case SaveOutcome::kSkipped:
      return "skipped";
    case SaveOutcome::kFailed:
      break;
  }
  return "failed";
}

std::string host_of(std::string_view url) {
  auto parsed = Url::parse(url);
  return parsed ? std::string(parsed->host()) : std::string();
}

Result<std::int64_t> write_site(Database& db, const FetchRecord& fetch, std::string_view sitename) {
  const std::string host = host_of(fetch.final_url.empty() ? fetch.url : fetch.final_url);
  if (host.empty()) return 0;
  const std::string at = iso_time(fetch.started_at);
  return db.integer(
      "INSERT INTO sites (hostname, registrable_domain, sitename, first_seen_at, last_fetched_at)"
      " VALUES (?1, ?2, ?3, ?4, ?4) ON CONFLICT (hostname) DO UPDATE SET"
      " last_fetched_at = excluded.last_fetched_at,"
      " sitename = coalesce(excluded.sitename, sitename) RETURNING id",
      {host, site_of_host(host), text_or_null(sitename), at});
}

Result<std::int64_t> write_body(Database& db, const Capture& capture, const Packing& packing) {
  // A revisit record has no body: the one that it repeats may be known by its bytes as sent alone.
  const WarcPlace& place = packing.repeated.file.empty() ? packing.place : packing.repeated;
  const std::string_view body = body_of(capture);
  if (place.file.empty() || body.empty()) return 0;
  const std::string& digest = packing.packed().body_sha256;
  auto id = db.integer(
      "INSERT INTO bodies"
      " (sha256, media_type, charset, byte_length, warc_file, warc_offset, warc_length)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (sha256) DO UPDATE SET"
      " warc_file = excluded.warc_file, warc_offset = excluded.warc_offset,"
      " warc_length = excluded.warc_length, removed_at = NULL, removal_reason = NULL"
      " WHERE warc_file IS NULL RETURNING id",
      {digest, text_or_null(store_text(capture.fetch.content_type)),
       text_or_null(store_text(capture.charset)), static_cast<std::int64_t>(body.size()),
       place.file, static_cast<std::int64_t>(place.offset),
       static_cast<std::int64_t>(place.length)});
  if (!id || *id != 0) return id;
  return db.integer("SELECT id FROM bodies WHERE sha256 = ?1", {digest});  // known, and in place
}

Result<std::int64_t> write_fetch(Database& db, const Capture& capture, std::int64_t site_id,
                                 std::int64_t body_id) {
  const FetchRecord& f = capture.fetch;
  const bool is_too_large = capture.article && capture.article->text.size() > kMaxTextBytes;
  const std::string url = store_text(f.url), final_url = store_text(f.final_url);
  const std::string redirects = json_array(f.redirects), headers = json_pairs(f.headers);
  const std::string kind = is_too_large ? "too_large" : store_text(f.error_kind);
  const std::string error = is_too_large ? "the article's text is too large" : store_text(f.error);
  const std::string type = store_text(f.content_type), etag = store_text(f.etag);
  const std::string modified = store_text(f.last_modified), ip = store_text(f.peer_address);
  auto ok = db.run(
      "INSERT INTO fetches (site_id, url, final_url, redirects, started_at, duration_ms, attempt,"
      " http_status, outcome, error_kind, error, content_type, bytes_received, etag, last_modified,"
      " ip, headers, body_id, directives) VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, "
      "nullif(?8, 0),"
      " 'skipped', ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, nullif(?17, 0), ?18)",
      {site_id, url, text_or_null(final_url), redirects, iso_time(f.started_at), f.duration_ms,
       std::int64_t{f.attempt}, std::int64_t{f.http_status}, text_or_null(kind),
       text_or_null(error), text_or_null(type), static_cast<std::int64_t>(f.bytes_received),
       text_or_null(etag), text_or_null(modified), text_or_null(ip), headers, body_id,
       text_or_null(store_text(f.directives))});
  if (!ok) return fail(std::move(ok.error()));
  return db.last_insert_id();
}

Result<void> write_outcome(Database& db, const Saved& saved, std::string_view refusal) {
  const bool is_as_inserted =
      saved.outcome == SaveOutcome::kSkipped && saved.article_id == 0 && refusal.empty();
  if (is_as_inserted) return {};  // by write_fetch()
  return db.run(
      "UPDATE fetches SET outcome = ?2, article_id = nullif(?3, 0),"
      " error_kind = coalesce(?4, error_kind) WHERE id = ?1",
      {saved.fetch_id, save_outcome_name(saved.outcome), saved.article_id, text_or_null(refusal)});
}

Result<bool> had_same_body(Database& db, std::int64_t article_id, std::int64_t body_id) {
  auto previous = db.integer(
      "SELECT f.body_id FROM articles a JOIN article_versions v ON v.id = a.current_version_id"
      " JOIN fetches f ON f.id = v.fetch_id WHERE a.id = ?1",
      {article_id});
  if (!previous) return fail(std::move(previous.error()));
  return body_id != 0 && *previous == body_id;
}

}  // namespace cuttings
