// ArticleStore over SQLite and WARC files: the order of writes, and what one save means.

#include <memory>
#include <set>
#include <utility>

#include "config/base/public_suffix.h"
#include "storage/article_rows.h"
#include "storage/article_store.h"
#include "storage/exchange_keeper.h"
#include "storage/fetch_rows.h"
#include "storage/identity_claims.h"
#include "storage/iso_time.h"
#include "storage/liveness_rows.h"
#include "storage/read_article.h"
#include "storage/save_batch.h"
#include "storage/site_blocks.h"
#include "storage/site_repeats.h"
#include "storage/sqlite/lock_file.h"
#include "storage/sqlite/open_store.h"
#include "storage/store_files.h"
#include "storage/store_text.h"
#include "storage/upkeep/unwanted_files.h"
#include "storage/warc/warc_directory.h"
#include "storage/word_changes.h"

namespace cuttings {
namespace {

using sqlite::Database;
using sqlite::text_or_null;
using sqlite::Transaction;

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
  if (fetch.error_kind == "not_article" || fetch.error_kind == "robots_denied" ||
      fetch.error_kind == "out_of_scope")
    return SaveOutcome::kSkipped;
  return is_success(fetch) ? SaveOutcome::kSkipped : SaveOutcome::kFailed;
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
  SqliteArticleStore(Database db, LockFile lock, StoreFiles files,
                     std::unique_ptr<ExchangeKeeper> exchanges, Urls taken_down)
      : lock_(std::move(lock)),
        files_(std::move(files)),
        db_(std::move(db)),
        exchanges_(std::move(exchanges)),
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
  void pack(Capture& capture, GzipEffort effort) const override {
    if (exchanges_) exchanges_->pack(capture, effort);
  }
  Result<bool> has_fetch(std::string_view url, WallTime started_at) override;
  Result<std::vector<Reread>> replace_readings(std::span<const Reading> readings,
                                               std::string_view progress) override;
  Result<void> keep_gold_scores(std::string_view scores) override {
    return db_.run("INSERT OR REPLACE INTO store_info VALUES ('_gold_scores', ?1)", {scores});
  }

 private:
  Result<Reread> replace_one(const Reading& reading);
  Result<std::vector<std::int64_t>> write_rows(std::span<const Capture* const> captures,
                                               const std::vector<Packing>& packings,
                                               const FrontierWork& work);
  Result<void> write_capture(const Capture& capture, const Packing& packing, SaveBatch& batch);
  Result<void> write_known(const Article* article, const std::vector<ArticleUrl>& urls,
                           const Capture& capture, std::int64_t site_id, std::int64_t body_id,
                           Saved& saved);
  Result<void> write_new_articles(SaveBatch& batch);
  Result<void> note_alive(const FetchRecord& fetch, std::int64_t article_id, std::string_view url);
  Result<void> note_check(const FetchRecord& fetch, const Saved& saved);
  Result<void> write_article(const Article& article, const std::vector<ArticleUrl>& urls,
                             const Capture& capture, std::int64_t site_id, std::int64_t body_id,
                             Saved& saved);

  /// Of a URL that db takedown removed: neither bytes nor text of it are taken in again.
  bool is_taken_down(const Capture& capture) const;

  LockFile lock_;  // let go last
  StoreFiles files_;
  Database db_;
  std::unique_ptr<ExchangeKeeper> exchanges_;  // null: raw bytes are not kept
  std::string options_hash_;                   // of captures' articles
  Urls taken_down_;                            // nobody adds to it while the lock is held
};

Result<std::vector<std::int64_t>> SqliteArticleStore::save_pages(
    std::span<const Capture* const> captures, const FrontierWork& work) {
  if (auto ok = files_.check(); !ok) return fail(std::move(ok.error()));
  if (!exchanges_) return write_rows(captures, std::vector<Packing>(captures.size()), work);
  if (auto ok = exchanges_->begin_save(db_, captures); !ok) return fail(std::move(ok.error()));
  std::vector<const Capture*> wanted(captures.begin(), captures.end());
  for (const Capture*& capture : wanted)
    if (is_taken_down(*capture)) capture = nullptr;
  auto packings = exchanges_->append(db_, wanted);
  if (!packings) return fail(std::move(packings.error()));
  auto saved = write_rows(captures, *packings, work);
  if (saved) exchanges_->end_save();
  return saved;
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
  if (exchanges_)
    if (auto ok = exchanges_->note_end(db_); !ok) return fail(std::move(ok.error()));
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
      write_site(db_, fetch, kept != nullptr ? store_text(kept->metadata.sitename) : std::string());
  if (!site_id) return fail(std::move(site_id.error()));
  auto body_id = write_body(db_, capture, packing);
  if (!body_id) return fail(std::move(body_id.error()));
  auto urls = identity_urls(fetch.url, fetch.final_url, capture.identity);
  if (batch.awaits_any(urls))
    if (auto ok = write_new_articles(batch); !ok) return ok;
  auto article_id =
      kept != nullptr ? find_claimed_article(db_, urls, *kept) : find_article_id(db_, urls);
  if (!article_id) return fail(std::move(article_id.error()));
  auto fetch_id = write_fetch(db_, capture, *site_id, *body_id);
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
  return write_outcome(db_, saved,
                       is_barred    ? "taken_down"
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
    if (ok) ok = write_outcome(db_, saved, {});
    if (!ok) return ok;
  }
  batch.clear_fresh();
  return {};
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
  auto is_same = had_same_body(db_, saved.article_id, body_id);
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
  if (auto ok = files_.check(); !ok) return fail(std::move(ok.error()));
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

}  // namespace

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
  std::unique_ptr<ExchangeKeeper> exchanges;
  if (options.keep_raw) {
    auto opened = ExchangeKeeper::open(*db, options, clock);
    if (!opened) return fail(std::move(opened.error()));
    exchanges = std::move(*opened);
  }
  auto files = StoreFiles::of(*db, options.path + ".lock");
  if (!files) return fail(std::move(files.error()));
  return std::make_unique<SqliteArticleStore>(std::move(*db), std::move(*lock), std::move(*files),
                                              std::move(exchanges), std::move(*taken_down));
}

}  // namespace cuttings
