// ArticleStore over SQLite and WARC files: the order of writes, and what one save means.

#include <algorithm>
#include <filesystem>
#include <functional>
#include <mutex>
#include <set>
#include <utility>

#include "config/base/digest.h"
#include "config/base/public_suffix.h"
#include "config/base/url.h"
#include "storage/app_version.h"
#include "storage/article_rows.h"
#include "storage/article_store.h"
#include "storage/iso_time.h"
#include "storage/liveness_rows.h"
#include "storage/packing.h"
#include "storage/save_batch.h"
#include "storage/sibling_stores.h"
#include "storage/site_blocks.h"
#include "storage/site_repeats.h"
#include "storage/sqlite/lock_file.h"
#include "storage/sqlite/open_store.h"
#include "storage/store_text.h"
#include "storage/upkeep/unwanted_files.h"
#include "storage/warc/read_record.h"
#include "storage/warc/warc_directory.h"
#include "storage/warc/warc_writer.h"
#include "storage/word_changes.h"

namespace cuttings {
namespace {

using sqlite::Database;
using sqlite::text_or_null;
using sqlite::Transaction;

// Far above any article, below the 32 MiB a row may hold: one such page must not stop a batch.
constexpr std::size_t kMaxTextBytes = 16 << 20;

bool is_success(const FetchRecord& fetch) {
  return fetch.error_kind.empty() && fetch.http_status < 400;
}

// The article to keep, or none: a failed, blocked or empty fetch never touches an article's text.
const Article* kept_article(const Capture& capture) {
  if (!is_success(capture.fetch) || !capture.article) return nullptr;
  const Article& article = *capture.article;
  return article.text.empty() || article.text.size() > kMaxTextBytes ? nullptr : &article;
}

SaveOutcome outcome_without_article(const FetchRecord& fetch) {
  if (fetch.http_status == 304) return SaveOutcome::kNotModified;
  if (fetch.error_kind == "not_article" || fetch.error_kind == "robots_denied")
    return SaveOutcome::kSkipped;
  return is_success(fetch) ? SaveOutcome::kSkipped : SaveOutcome::kFailed;
}

std::string host_of(std::string_view url) {
  auto parsed = Url::parse(url);
  return parsed ? std::string(parsed->host()) : std::string();
}

// Whether the stored body of digest `known` may be this one: each is known by its bytes after
// content decoding, or by those as sent when nobody read it.
bool may_repeat(const Capture& capture, std::string_view known) {
  return capture.is_body_as_sent || known == body_sha256_of(capture) ||
         known == sha256_hex(capture.exchanges.back().response_body);
}

using Urls = std::set<std::string, std::less<>>;

Result<Urls> read_taken_down(Database& db) {
  auto rows = db.query(
      "SELECT u.url FROM takedowns t JOIN article_urls u ON u.article_id = t.article_id", {});
  if (!rows) return fail(std::move(rows.error()));
  Urls urls;
  auto row = rows->next();
  for (; row && *row; row = rows->next()) urls.emplace(rows->text(0));
  if (!row) return fail(std::move(row.error()));
  return urls;
}

class SqliteArticleStore final : public ArticleStore {
 public:
  SqliteArticleStore(Database db, LockFile lock, std::optional<WarcWriter> warc,
                     std::string warc_directory, Urls taken_down)
      : lock_(std::move(lock)),
        db_(std::move(db)),
        warc_(std::move(warc)),
        warc_directory_(std::move(warc_directory)),
        taken_down_(std::move(taken_down)) {}

  void set_options_hash(std::string hash) override { options_hash_ = std::move(hash); }
  Result<Saved> save(const Capture& capture) override {
    auto saved = save_batch({&capture, 1});
    if (!saved) return fail(std::move(saved.error()));
    return saved->front();
  }

  Result<std::vector<Saved>> save_batch(std::span<const Capture> captures) override {
    std::vector<Saved> all;
    const auto keep = [&](std::span<const Saved> saved, FrontierWriter&) -> Result<void> {
      all.assign(saved.begin(), saved.end());
      return {};
    };
    std::vector<const Capture*> pointers;
    for (const Capture& capture : captures) pointers.push_back(&capture);
    if (auto ok = save_pages(pointers, keep); !ok) return fail(std::move(ok.error()));
    return all;
  }
  Result<std::vector<std::int64_t>> save_pages(std::span<const Capture* const> captures,
                                               const FrontierWork& work) override;
  void pack(Capture& capture, GzipEffort effort) const override;
  Result<bool> has_fetch(std::string_view url, WallTime started_at) override;
  Result<std::vector<Reread>> replace_readings(std::span<const Reading> readings,
                                               std::string_view progress) override;
  Result<void> keep_gold_scores(std::string_view scores) override {
    return db_.run("INSERT OR REPLACE INTO store_info VALUES ('_gold_scores', ?1)", {scores});
  }

 private:
  std::optional<Revisit> revisit_of(const Capture& capture, WarcPlace& repeated);
  std::vector<Packing> pack_all(std::span<const Capture* const> captures);
  Result<Reread> replace_one(const Reading& reading);
  Result<std::vector<Packing>> append_exchanges(std::span<const Capture* const> captures);
  Result<std::vector<std::int64_t>> write_rows(std::span<const Capture* const> captures,
                                               const std::vector<Packing>& packings,
                                               const FrontierWork& work);
  Result<void> write_capture(const Capture& capture, const Packing& packing, SaveBatch& batch);
  Result<void> write_known(const Article* article, const std::vector<ArticleUrl>& urls,
                           const Capture& capture, std::int64_t site_id, std::int64_t body_id,
                           Saved& saved);
  Result<void> write_new_articles(SaveBatch& batch);
  Result<void> write_outcome(const Saved& saved, std::string_view refusal);
  Result<void> note_alive(const FetchRecord& fetch, std::int64_t article_id, std::string_view url);
  Result<void> note_check(const FetchRecord& fetch, const Saved& saved);
  Result<void> write_article(const Article& article, const std::vector<ArticleUrl>& urls,
                             const Capture& capture, std::int64_t site_id, std::int64_t body_id,
                             Saved& saved);
  Result<std::int64_t> write_site(const FetchRecord& fetch, std::string_view sitename);
  Result<std::int64_t> write_body(const Capture& capture, const Packing& packing);
  Result<std::int64_t> write_fetch(const Capture& capture, std::int64_t site_id,
                                   std::int64_t body_id);
  Result<bool> had_same_body(std::int64_t article_id, std::int64_t body_id);
  Result<void> note_warc_end(const WarcPlace& end);
  Result<void> settle();
  Result<void> prepare_warc(std::span<const Capture* const> captures);

  /// Of a URL that db takedown removed: neither bytes nor text of it are taken in again.
  bool is_taken_down(const Capture& capture) const;

  LockFile lock_;  // let go last
  Database db_;
  std::optional<WarcWriter> warc_;
  std::string warc_directory_;
  mutable std::mutex warcinfo_mutex_;   // for pack(), which other threads call
  std::string options_hash_;            // of captures' articles
  std::string warcinfo_id_;             // as the writer has it
  Urls taken_down_;                     // nobody adds to it while the lock is held
  std::optional<WarcPlace> unsettled_;  // a save began there and did not succeed
};

Result<std::vector<std::int64_t>> SqliteArticleStore::save_pages(
    std::span<const Capture* const> captures, const FrontierWork& work) {
  if (auto ok = settle(); !ok) return fail(std::move(ok.error()));
  if (warc_) unsettled_ = warc_->end();
  if (auto ok = prepare_warc(captures); !ok) return fail(std::move(ok.error()));
  auto packings = append_exchanges(captures);
  if (!packings) return fail(std::move(packings.error()));
  auto saved = write_rows(captures, *packings, work);
  if (saved) unsettled_.reset();
  return saved;
}

// Undoes the last save, which failed. Its rows are undone here, but not yet for certain: a COMMIT
// whose fsync failed may have reached the disk all the same, and while it has, its WARC records
// must be neither cut nor written over. Another commit takes the place of it in the write-ahead
// log. Without another save the next open() finds out which it was, and cuts what no row points at.
Result<void> SqliteArticleStore::settle() {
  if (!unsettled_) return {};
  const WarcPlace end = *unsettled_;
  if (auto ok = note_warc_end(end); !ok) return ok;
  if (auto ok = warc_->rewind_to(end); !ok) return ok;
  unsettled_.reset();
  return {};
}

// A new file is made known before the first record in it, so that after a kill the end of the last
// commit is always known, and what lies behind it can be cut.
Result<void> SqliteArticleStore::prepare_warc(std::span<const Capture* const> captures) {
  const bool has_bytes = std::any_of(captures.begin(), captures.end(),
                                     [](const Capture* c) { return !c->exchanges.empty(); });
  if (!warc_ || !has_bytes) return {};
  const std::string file = warc_->end().file;
  if (auto ok = warc_->make_room(); !ok || warc_->end().file == file) return ok;
  if (auto ok = warc_->sync(); !ok) return ok;
  return note_warc_end(warc_->end());
}

void SqliteArticleStore::pack(Capture& capture, GzipEffort effort) const {
  if (!warc_ || capture.exchanges.empty()) return;
  std::string warcinfo_id;
  {
    const std::lock_guard lock(warcinfo_mutex_);
    warcinfo_id = warcinfo_id_;
  }
  capture.packed = pack_capture(capture, {}, warcinfo_id, effort);
}

// What goes into the WARC file; places are not known yet.
std::vector<Packing> SqliteArticleStore::pack_all(std::span<const Capture* const> captures) {
  std::vector<Packing> all(captures.size());
  for (std::size_t i = 0; i < captures.size(); ++i) {
    const Capture& capture = *captures[i];
    if (capture.exchanges.empty() || is_taken_down(capture)) continue;
    all[i].capture = &capture;
    all[i].revisit = revisit_of(capture, all[i].repeated);
  }
  pack_in_parallel(all, warc_->warcinfo_id());
  return all;
}

// The place of each capture's last response; an empty one when nothing crossed the wire.
Result<std::vector<Packing>> SqliteArticleStore::append_exchanges(
    std::span<const Capture* const> captures) {
  if (!warc_) return std::vector<Packing>(captures.size());
  std::vector<Packing> all = pack_all(captures);
  for (Packing& packing : all) {
    if (packing.capture == nullptr) continue;
    const std::vector<HttpExchange>& exchanges = packing.capture->exchanges;
    for (std::size_t i = 0; i < exchanges.size(); ++i) {
      const bool is_last = i + 1 == exchanges.size();
      auto place = warc_->append(exchanges[i], is_last ? packing.revisit : std::nullopt,
                                 &packing.packed().exchanges[i]);
      if (!place) return fail(std::move(place.error()));
      packing.place = std::move(*place);
    }
  }
  if (auto ok = warc_->sync(); !ok) return fail(std::move(ok.error()));
  const std::lock_guard lock(warcinfo_mutex_);
  warcinfo_id_ = warc_->warcinfo_id();
  return all;
}

// What the last exchange repeats: the stored response that the same URL gave before, when the bytes
// on the wire are the same (or the server says so). Whatever stands in the way of finding it out:
// then the response is written as it is, which is never wrong.
std::optional<Revisit> SqliteArticleStore::revisit_of(const Capture& capture, WarcPlace& repeated) {
  const HttpExchange& exchange = capture.exchanges.back();
  const bool is_not_modified = capture.fetch.http_status == 304;
  if (!is_not_modified && exchange.response_body.empty()) return {};
  WarcPlace place;
  {
    auto row = db_.query(
        "SELECT b.warc_file, b.warc_offset, b.warc_length, b.sha256 FROM fetches f"
        " JOIN bodies b ON b.id = f.body_id WHERE f.url = ?1 AND b.warc_file IS NOT NULL"
        " ORDER BY f.started_at DESC LIMIT 1",
        {std::string_view(capture.fetch.url)});
    auto has_row = row ? row->next() : Result<bool>(false);
    if (!has_row || !*has_row) return {};
    const std::string known(row->text(3));
    if (!is_not_modified && !may_repeat(capture, known)) return {};
    place = {std::string(row->text(0)), static_cast<std::uint64_t>(row->integer(1)),
             static_cast<std::uint64_t>(row->integer(2))};
  }
  auto record = read_record(warc_directory_, place, BodyForm::kAsKept);
  if (!record) return {};
  const std::string digest = "sha256:" + sha256_hex(exchange.response_body);
  if (!is_not_modified && record->field("WARC-Payload-Digest") != digest) return {};
  repeated = place;
  return Revisit{
      is_not_modified ? Revisit::Profile::kServerNotModified : Revisit::Profile::kIdenticalPayload,
      std::string(record->field("WARC-Target-URI")), std::string(record->field("WARC-Date"))};
}

Result<std::vector<std::int64_t>> SqliteArticleStore::write_rows(
    std::span<const Capture* const> captures, const std::vector<Packing>& packings,
    const FrontierWork& work) {
  auto transaction = Transaction::begin(db_);
  if (!transaction) return fail(std::move(transaction.error()));
  SaveBatch batch;
  for (std::size_t i = 0; i < captures.size(); ++i)
    if (auto ok = write_capture(*captures[i], packings[i], batch); !ok)
      return fail(std::move(ok.error()), captures[i]->fetch.url);
  if (auto ok = write_new_articles(batch); !ok) return fail(std::move(ok.error()));
  FrontierWriter frontier(db_);
  if (auto ok = work(batch.saved, frontier); !ok) return fail(std::move(ok.error()));
  if (warc_ && !warc_->end().file.empty())
    if (auto ok = note_warc_end(warc_->end()); !ok) return fail(std::move(ok.error()));
  if (auto ok = transaction->commit(); !ok) return fail(std::move(ok.error()));
  return frontier.woken_hosts();
}

// All of one capture, but that a new article is left in the batch.
Result<void> SqliteArticleStore::write_capture(const Capture& capture, const Packing& packing,
                                               SaveBatch& batch) {
  const FetchRecord& fetch = capture.fetch;
  const bool is_barred = is_taken_down(capture);
  const Article* kept = is_barred ? nullptr : kept_article(capture);
  auto site_id =
      write_site(fetch, kept != nullptr ? store_text(kept->metadata.sitename) : std::string());
  if (!site_id) return fail(std::move(site_id.error()));
  auto body_id = write_body(capture, packing);
  if (!body_id) return fail(std::move(body_id.error()));
  auto urls = identity_urls(fetch.url, fetch.final_url, capture.identity);
  if (batch.awaits_any(urls))
    if (auto ok = write_new_articles(batch); !ok) return ok;
  auto article_id = find_article_id(db_, urls);
  if (!article_id) return fail(std::move(article_id.error()));
  auto fetch_id = write_fetch(capture, *site_id, *body_id);
  if (!fetch_id) return fail(std::move(fetch_id.error()));

  Saved saved{outcome_without_article(fetch), *fetch_id, *article_id, 0};
  if (kept != nullptr && saved.article_id == 0) {
    saved.outcome = SaveOutcome::kNew;
    saved.version = 1;
    std::string host = host_of(urls.front().url);
    batch.add({&capture, 0, store_article(*kept), std::move(urls), *site_id, std::move(host),
               iso_time(fetch.started_at)},
              saved);
    return {};
  }
  if (saved.article_id != 0)
    if (auto ok = write_known(kept, urls, capture, *site_id, *body_id, saved); !ok) return ok;
  const bool is_refused = kept != nullptr && saved.outcome == SaveOutcome::kSkipped;
  if (is_barred) saved.outcome = SaveOutcome::kSkipped;
  batch.saved.push_back(saved);
  return write_outcome(saved, is_barred    ? "taken_down"
                              : is_refused ? verdict_name(kept->verdict)
                                           : std::string_view());
}

// What a capture tells of an article that is stored; `kept` is null when it holds none.
Result<void> SqliteArticleStore::write_known(const Article* kept,
                                             const std::vector<ArticleUrl>& urls,
                                             const Capture& capture, std::int64_t site_id,
                                             std::int64_t body_id, Saved& saved) {
  const FetchRecord& fetch = capture.fetch;
  auto ok = kept != nullptr
                ? write_article(store_article(*kept), urls, capture, site_id, body_id, saved)
                : note_check(fetch, saved);
  if (!ok) return ok;
  auto asked_id = find_article_id(db_, identity_urls(fetch.url, {}, {}));
  if (!asked_id) return fail(std::move(asked_id.error()));
  const std::int64_t alive_id = *asked_id != 0 ? *asked_id : saved.article_id;
  auto url = db_.text("SELECT url FROM articles WHERE id = ?1", {alive_id});
  if (!url) return fail(std::move(url.error()));
  if (ok = note_alive(fetch, alive_id, *url); !ok) return ok;
  auto version =
      db_.integer("SELECT version_count FROM articles WHERE id = ?1", {saved.article_id});
  if (!version) return fail(std::move(version.error()));
  saved.version = static_cast<int>(*version);
  return {};
}

Result<void> SqliteArticleStore::write_new_articles(SaveBatch& batch) {
  std::vector<ArticleWrite> writes;
  for (const NewArticle& fresh : batch.fresh)
    writes.push_back({fresh.article, fresh.urls, fresh.site_id, batch.saved[fresh.place].fetch_id,
                      fresh.host, fresh.at, options_hash_});
  auto ids = insert_articles(db_, writes);
  if (!ids) return fail(std::move(ids.error()));
  for (std::size_t i = 0; i < batch.fresh.size(); ++i) {
    const NewArticle& fresh = batch.fresh[i];
    Saved& saved = batch.saved[fresh.place];
    saved.article_id = (*ids)[i];
    auto ok = count_site_blocks(db_, site_of_host(fresh.host), fresh.capture->site_blocks,
                                saved.article_id);
    if (ok) ok = note_alive(fresh.capture->fetch, saved.article_id, fresh.urls.front().url);
    if (ok) ok = write_outcome(saved, {});
    if (!ok) return ok;
  }
  batch.clear_fresh();
  return {};
}

// `refusal`: why its article is not kept.
Result<void> SqliteArticleStore::write_outcome(const Saved& saved, std::string_view refusal) {
  const bool is_as_inserted =
      saved.outcome == SaveOutcome::kSkipped && saved.article_id == 0 && refusal.empty();
  if (is_as_inserted) return {};  // by write_fetch()
  return db_.run(
      "UPDATE fetches SET outcome = ?2, article_id = nullif(?3, 0),"
      " error_kind = coalesce(?4, error_kind) WHERE id = ?1",
      {saved.fetch_id, save_outcome_name(saved.outcome), saved.article_id, text_or_null(refusal)});
}

bool SqliteArticleStore::is_taken_down(const Capture& capture) const {
  if (taken_down_.empty()) return false;
  const FetchRecord& fetch = capture.fetch;
  for (const ArticleUrl& url : identity_urls(fetch.url, fetch.final_url, capture.identity))
    if (taken_down_.find(url.url) != taken_down_.end()) return true;
  return false;
}

// For the ledger of an article whose page was asked for; what led there may be another's.
Result<void> SqliteArticleStore::note_alive(const FetchRecord& fetch, std::int64_t article_id,
                                            std::string_view url) {
  const auto state = liveness_of(fetch, url);
  if (!state) return {};
  const std::string moved_to = store_text(*state == Liveness::kMoved ? fetch.final_url : "");
  return note_liveness(db_, {article_id, *state, iso_time(fetch.started_at), moved_to});
}

// What a fetch without an article tells of the one that is kept.
Result<void> SqliteArticleStore::note_check(const FetchRecord& fetch, const Saved& saved) {
  const std::string at = iso_time(fetch.started_at);
  if (saved.outcome == SaveOutcome::kNotModified) return mark_seen(db_, saved.article_id, {}, at);
  const bool is_missing = fetch.http_status == 404 || fetch.http_status == 410;
  return is_missing ? mark_missing(db_, saved.article_id, saved.fetch_id) : Result<void>();
}

Result<void> SqliteArticleStore::write_article(const Article& article,
                                               const std::vector<ArticleUrl>& urls,
                                               const Capture& capture, std::int64_t site_id,
                                               std::int64_t body_id, Saved& saved) {
  const std::string at = iso_time(capture.fetch.started_at);
  const std::string host = host_of(urls.front().url);
  const ArticleWrite write{article, urls, site_id, saved.fetch_id, host, at, options_hash_};
  auto before = read_before(db_, saved.article_id);
  if (!before) return fail(std::move(before.error()));
  if (is_worse(article.verdict, (*before)->verdict)) {
    saved.outcome = SaveOutcome::kSkipped;
    return {};
  }
  saved.outcome = SaveOutcome::kUnchanged;
  const std::vector<std::string> fields = changed_fields(**before, article);
  if (fields.empty()) return mark_seen(db_, saved.article_id, urls, at);
  auto is_same = had_same_body(saved.article_id, body_id);
  if (!is_same) return fail(std::move(is_same.error()));
  const bool is_text_alone = fields.size() == 1 && fields.front() == "text";
  const bool is_learnt =
      is_text_alone && differs_by_repeats((*before)->text, article.text, capture.site_repeats);
  // A further page may have changed where the first did not, or have come at last.
  const bool may_differ = capture.is_joined && (*before)->verdict != Verdict::kTruncated;
  if ((*is_same && !may_differ) || is_learnt) {  // we read it otherwise
    if (auto ok = replace_reading(db_, saved.article_id, **before, article, options_hash_); !ok)
      return ok;
    return mark_seen(db_, saved.article_id, urls, at);
  }
  saved.outcome = SaveOutcome::kChanged;
  return add_version(db_, saved.article_id, **before, write);
}

Result<bool> SqliteArticleStore::has_fetch(std::string_view url, WallTime started_at) {
  auto id = db_.integer("SELECT id FROM fetches WHERE url = ?1 AND started_at = ?2",
                        {url, iso_time(started_at)});
  if (!id) return fail(std::move(id.error()));
  return *id != 0;
}

Result<std::vector<Reread>> SqliteArticleStore::replace_readings(std::span<const Reading> readings,
                                                                 std::string_view progress) {
  auto transaction = Transaction::begin(db_);
  if (!transaction) return fail(std::move(transaction.error()));
  std::vector<Reread> all;
  for (const Reading& reading : readings) {
    auto reread = replace_one(reading);
    if (!reread) return fail(std::move(reread.error()), reading.article.url);
    all.push_back(std::move(*reread));
  }
  auto ok =
      progress.empty()
          ? db_.run("DELETE FROM store_info WHERE key = '_reextract'", {})
          : db_.run("INSERT OR REPLACE INTO store_info VALUES ('_reextract', ?1)", {progress});
  if (!ok) return fail(std::move(ok.error()));
  if (ok = transaction->commit(); !ok) return fail(std::move(ok.error()));
  return all;
}

Result<Reread> SqliteArticleStore::replace_one(const Reading& reading) {
  const Article article = store_article(reading.article);
  auto before = read_before(db_, reading.article_id);
  if (!before) return fail(std::move(before.error()));
  Reread reread;
  if (!*before) return reread;  // taken out meanwhile
  reread.changed_fields = changed_fields(**before, article);
  const WordChanges words = count_word_changes((*before)->text, article.text);
  reread.words_added = words.added;
  reread.words_removed = words.removed;
  auto ok = replace_reading(db_, reading.article_id, **before, article, reading.options_hash);
  if (!ok) return fail(std::move(ok.error()));
  return reread;
}

// The same bytes read otherwise: our extractor changed, not the article.
Result<bool> SqliteArticleStore::had_same_body(std::int64_t article_id, std::int64_t body_id) {
  auto previous = db_.integer(
      "SELECT f.body_id FROM articles a JOIN article_versions v ON v.id = a.current_version_id"
      " JOIN fetches f ON f.id = v.fetch_id WHERE a.id = ?1",
      {article_id});
  if (!previous) return fail(std::move(previous.error()));
  return body_id != 0 && *previous == body_id;
}

Result<std::int64_t> SqliteArticleStore::write_site(const FetchRecord& fetch,
                                                    std::string_view sitename) {
  const std::string host = host_of(fetch.final_url.empty() ? fetch.url : fetch.final_url);
  if (host.empty()) return 0;
  const std::string at = iso_time(fetch.started_at);
  return db_.integer(
      "INSERT INTO sites (hostname, registrable_domain, sitename, first_seen_at, last_fetched_at)"
      " VALUES (?1, ?2, ?3, ?4, ?4) ON CONFLICT (hostname) DO UPDATE SET"
      " last_fetched_at = excluded.last_fetched_at,"
      " sitename = coalesce(excluded.sitename, sitename) RETURNING id",
      {host, site_of_host(host), text_or_null(sitename), at});
}

Result<std::int64_t> SqliteArticleStore::write_body(const Capture& capture,
                                                    const Packing& packing) {
  // A revisit record has no body: the one that it repeats may be known by its bytes as sent alone.
  const WarcPlace& place = packing.repeated.file.empty() ? packing.place : packing.repeated;
  const std::string_view body = body_of(capture);
  if (place.file.empty() || body.empty()) return 0;
  const std::string& digest = packing.packed().body_sha256;
  auto id = db_.integer(
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
  return db_.integer("SELECT id FROM bodies WHERE sha256 = ?1", {digest});  // known, and in place
}

Result<std::int64_t> SqliteArticleStore::write_fetch(const Capture& capture, std::int64_t site_id,
                                                     std::int64_t body_id) {
  const FetchRecord& f = capture.fetch;
  const bool is_too_large = capture.article && capture.article->text.size() > kMaxTextBytes;
  const std::string url = store_text(f.url), final_url = store_text(f.final_url);
  const std::string redirects = json_array(f.redirects), headers = json_pairs(f.headers);
  const std::string kind = is_too_large ? "too_large" : store_text(f.error_kind);
  const std::string error = is_too_large ? "the article's text is too large" : store_text(f.error);
  const std::string type = store_text(f.content_type), etag = store_text(f.etag);
  const std::string modified = store_text(f.last_modified), ip = store_text(f.peer_address);
  auto ok = db_.run(
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
  return db_.last_insert_id();
}

Result<void> SqliteArticleStore::note_warc_end(const WarcPlace& end) {
  if (end.file.empty())
    return db_.run("DELETE FROM store_info WHERE key IN ('warc_file', 'warc_end')", {});
  return db_.run("INSERT OR REPLACE INTO store_info VALUES ('warc_file', ?1), ('warc_end', ?2)",
                 {end.file, static_cast<std::int64_t>(end.offset)});
}

Result<WarcWriter> open_warc(Database& db, const StoreOptions& options, const Clock& clock) {
  auto file = db.text("SELECT value FROM store_info WHERE key = 'warc_file'");
  if (!file) return fail(std::move(file.error()));
  auto end = db.integer("SELECT value FROM store_info WHERE key = 'warc_end'");
  if (!end) return fail(std::move(end.error()));
  WarcWriterOptions writing{warc_directory(options), options.max_warc_file_bytes,
                            std::string(kAppVersion)};
  // A copy of this store, used beside it, would write at the same place.
  if (!file->empty() && is_shared_warc_file(db, *file)) writing.last_file = LastFile::kLeave;
  return WarcWriter::open(std::move(writing), {*file, static_cast<std::uint64_t>(*end), 0}, clock);
}

}  // namespace

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

Result<std::unique_ptr<ArticleStore>> ArticleStore::open(const StoreOptions& options,
                                                         const Clock& clock) {
  auto lock = LockFile::acquire(options.path + ".lock");
  if (!lock) return fail(std::move(lock.error()));
  auto db = sqlite::open_for_writing(options.path, clock);
  if (!db) return fail(std::move(db.error()));
  if (auto ok = remove_unwanted(*db, warc_directory(options)); !ok)
    return fail(std::move(ok.error()));
  auto taken_down = read_taken_down(*db);
  if (!taken_down) return fail(std::move(taken_down.error()));
  std::optional<WarcWriter> warc;
  if (options.keep_raw) {
    auto opened = open_warc(*db, options, clock);
    if (!opened) return fail(std::move(opened.error()));
    warc.emplace(std::move(*opened));
  }
  return std::make_unique<SqliteArticleStore>(std::move(*db), std::move(*lock), std::move(warc),
                                              warc_directory(options), std::move(*taken_down));
}

}  // namespace cuttings
