#pragma once
// The frontier on disk: which URLs are known, when each is due, what hosts, robots.txt files and
// sources were found to be like. FrontierReader looks, FrontierWriter changes it inside the
// transaction that keeps the pages (ArticleStore::save_pages), so that both are durable together.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "config/base/url.h"
#include "config/store_options.h"

namespace cuttings {

namespace sqlite {
class Database;
}
struct Saved;

enum class QueueState { kReady = 0, kWaiting = 1, kDone = 2, kFailed = 3, kSkipped = 4 };
/// "ready", "waiting", "done", "given up", "skipped".
std::string_view queue_state_name(QueueState state);
enum class QueueKind { kPage = 0, kArticle = 1, kSource = 2 };  ///< kArticle: it has been one
enum class FoundBy { kGiven = 0, kFeed = 1, kSitemap = 2, kLink = 3, kRedirect = 4 };
/// "given", "feed", "sitemap", "link", "redirect".
std::string_view found_by_name(FoundBy found_by);

/// The name under which a URL's host is asked politely: without port and trailing dot.
std::string queue_host(const Url& url);

/// When an article was looked at, and with which validators to look again.
struct RevisitRecord {
  std::int64_t interval_s = 0;  ///< the wait before the next look
  int looks = 0;                ///< since it was new
  int changes = 0;              ///< looks that found a change
  int gone = 0;                 ///< 404s and 410s in a row
  std::string etag = {}, last_modified = {};

  bool operator==(const RevisitRecord&) const = default;
};

/// A URL the frontier knows.
struct QueueEntry {
  std::int64_t id = 0;
  std::int64_t host_id = 0;
  std::string url = {};  ///< as found: what is fetched
  QueueState state = QueueState::kReady;
  QueueKind kind = QueueKind::kPage;
  int priority = 0;  ///< 0-1000, higher first
  int depth = 0;     ///< links from a start page, feed or sitemap
  int attempts = 0;  ///< failed ones in a row
  std::int64_t due_ms = 0;
  FoundBy found_by = FoundBy::kGiven;
  std::int64_t found_via = 0;  ///< the entry it was found on; 0: none
  std::string reason = {};     ///< of its state, for a person
  RevisitRecord revisit = {};  ///< of an article
};

/// A URL to be made known.
struct NewUrl {
  /// `url` with its key (canonical_url) and host worked out.
  static NewUrl of(const Url& url);

  std::string url, key, host;
  QueueKind kind = QueueKind::kPage;
  int priority = 0;
  int depth = 0;
  FoundBy found_by = FoundBy::kLink;
  std::int64_t found_via = 0;
};

/// What is remembered of a host between runs.
struct HostRecord {
  std::int64_t id = 0;
  std::string name = {};
  std::string address = {};  ///< the last one that answered
  std::int64_t queued = 0;   ///< ready entries
  std::int64_t response_ms = 0, crawl_delay_ms = 0;
  int failures = 0;  ///< unreachable, in a row
  std::int64_t block_ms = 0, blocked_until_ms = 0;
  std::string block_reason = {};
  std::int64_t last_end_ms = 0;    ///< when the last answer ended
  std::string revisit_looks = {};  ///< SiteLooks as text: how often looks found a change
};

/// What is remembered of one origin's robots.txt. Times are Unix milliseconds.
struct RobotsRecord {
  std::string origin = {};
  std::int64_t fetched_at_ms = 0, expires_at_ms = 0;
  bool has_rules = false;
  std::string body = {};  ///< raw bytes; empty with has_rules: everything is allowed
  std::int64_t unreachable_since_ms = 0;  ///< 0: it could be read
  int failures = 0;
  int error = 0;            ///< a FetchError
  std::string reason = {};  ///< of `error`
};

/// A feed, sitemap or page of links that is read for new articles. Times are ISO 8601 or "".
struct SourceRecord {
  std::int64_t id = 0;
  std::string site_url = {};  ///< the [[site]] it belongs to
  std::string url = {};
  std::string kind = {};  ///< source_kind_name()
  std::string title = {}, found_by = {};
  std::string added_at = {}, last_checked_at = {}, next_check_at = {}, last_new_at = {};
  std::int64_t entries_seen = 0;
  int error_count = 0;
  std::string last_error = {};
  bool is_silent = false;
  std::vector<std::string> hubs = {};  ///< WebSub hubs it names; recorded, never called
  std::string rhythm = "{}";           ///< RhythmState as JSON
};

/// What fetches of one pattern of a site's URLs brought, as a TrapGuard counts it.
struct TrapRecord {
  std::string pattern = {};
  std::int64_t fetches = 0, yields = 0, promises = 0;
  std::int64_t changed_at_ms = 0;
};

/// What a site's TrapRecords have become since they were written last.
struct TrapChanges {
  std::string site_url = {};
  bool is_all = false;  ///< others of the site are forgotten
  std::vector<TrapRecord> records = {};
};

/// What a new state of an entry is.
struct EntryUpdate {
  std::int64_t id = 0;
  QueueState state = QueueState::kDone;
  QueueKind kind = QueueKind::kPage;
  int attempts = 0;
  std::int64_t due_ms = 0;  ///< of kWaiting
  std::string reason = {};
  std::optional<RevisitRecord> revisit = {};
};

enum class Added { kNew, kKnown };

/// Changes the frontier within one transaction of the store; made by ArticleStore only. One thread.
class FrontierWriter {
 public:
  explicit FrontierWriter(sqlite::Database& db) : db_(db) {}

  /// Makes a URL known, ready to be fetched. A known one stays as it is, but a ready one takes a
  /// higher priority, and a page that becomes a source is ready again. Error kStore. O(log n).
  Result<Added> add(const NewUrl& url);
  /// Marks a URL as answered by another entry: it is not fetched itself. One that is a source, or
  /// was answered already, stays as it is. Error kStore.
  Result<void> add_alias(const NewUrl& url, std::string_view of);
  /// Gives an entry its new state. Error kStore.
  Result<void> update(const EntryUpdate& update);
  /// Makes the entry of `url` ready now, whatever it was. False when it is not known. Error kStore.
  Result<bool> requeue(const Url& url);
  /// Makes every given-up entry ready again, of one host or of all (""); how many. Error kStore.
  Result<std::int64_t> requeue_failed(std::string_view host);

  /// Stores all of a host but its id, name, queued and looks; makes it when it is not known.
  Result<void> put_host(const HostRecord& host);
  /// Takes `by` from when entries are due, and from when hosts were asked and are blocked until:
  /// the wall clock was set back. O(entries that wait + hosts). Error kStore.
  Result<void> set_times_back(std::chrono::milliseconds by);
  Result<void> put_looks(std::int64_t host, std::string_view looks);
  /// One with an error keeps the rules that were stored before.
  Result<void> put_robots(const RobotsRecord& robots);
  Result<void> put_traps(const TrapChanges& changes);
  /// By URL; a known source keeps its id, site, added_at and, when none are given, hubs.
  Result<void> put_source(const SourceRecord& source);
  /// What the store holds of a host, within this transaction. Error kStore.
  Result<std::optional<HostRecord>> host(std::int64_t id);

  /// Begins a run and marks those that were left running as failed; its id. Error kStore.
  Result<std::int64_t> begin_crawl(std::string_view at, std::string_view user_agent);
  Result<void> end_crawl(std::int64_t id, std::string_view at, std::string_view status,
                         std::string_view stats_json);

  /// Hosts that were given something ready: the frontier has to look at them.
  const std::vector<std::int64_t>& woken_hosts() const { return woken_; }

 private:
  Result<std::int64_t> host_id(std::string_view name);
  Result<std::optional<QueueEntry>> find(std::int64_t host_id, const NewUrl& url);
  Result<void> count(std::int64_t host_id, std::int64_t change);

  sqlite::Database& db_;
  std::string last_host_;  ///< looked up; a page's links are mostly its own host's
  std::int64_t last_host_id_ = 0;
  std::vector<std::int64_t> woken_;
};

/// Called inside the transaction, after the captures were written: one result a capture, in order.
using FrontierWork = std::function<Result<void>(std::span<const Saved>, FrontierWriter&)>;

/// A place in the order of due entries.
struct DuePlace {
  std::int64_t due_ms = 0;
  std::int64_t id = 0;
};

/// When and why an article was taken down.
struct TakedownRecord {
  std::string at, reason;
};

struct CrawlRecord {
  std::string status, started_at, finished_at, stats_json;
};

/// How much of the queue is in which state; counted, O(n).
struct QueueCounts {
  std::int64_t ready = 0, waiting = 0, done = 0, failed = 0, skipped = 0;
};

struct ErrorCount {
  std::string host, error_kind;
  int http_status = 0;
  std::int64_t count = 0;
  std::string last_at;
};

/// `error` of a page that was fetched and kept, but not read: import does that.
inline constexpr std::string_view kNotReadYet = "fetched, not read yet";

struct FetchSummary {
  std::string started_at, outcome, error_kind, error;
  int http_status = 0;
};

/// Looks at the frontier beside the writer, by a connection of its own. One thread. Error kStore.
class FrontierReader {
 public:
  /// Error kNotFound when there is no store; kStore.
  static Result<std::unique_ptr<FrontierReader>> open(const StoreOptions& options);
  ~FrontierReader();

  /// Every host with something ready. O(hosts), whatever is queued.
  Result<std::vector<HostRecord>> ready_hosts();
  Result<std::optional<HostRecord>> host(std::int64_t id);
  /// When the last answer of any host ended, as Unix ms; 0: never. O(hosts).
  Result<std::int64_t> last_visit_ms();
  Result<std::optional<HostRecord>> host_named(std::string_view name);
  /// The first `limit` ready entries of a host, the best first. O(limit log n).
  Result<std::vector<QueueEntry>> ready(std::int64_t host_id, std::size_t limit);
  /// Entries waiting that are due at `now_ms`, in order, behind `after`. O(limit log n).
  Result<std::vector<QueueEntry>> due(DuePlace after, std::int64_t now_ms, std::size_t limit);
  /// When the first waiting entry behind `after` is due; empty when none waits. O(log n).
  Result<std::optional<std::int64_t>> next_due_ms(DuePlace after);
  /// Whether a further attempt, after a failure or an outage, is due until then; a source that
  /// failed is none: it has its rhythm. O(entries due until then). Error kStore.
  Result<bool> has_retry_until(std::int64_t unix_ms);

  Result<std::optional<RobotsRecord>> robots(std::string_view origin);
  Result<std::vector<TrapRecord>> traps(std::string_view site_url);
  Result<std::vector<SourceRecord>> sources();
  Result<std::optional<SourceRecord>> source(std::string_view url);
  Result<std::optional<QueueEntry>> find(const Url& url);
  Result<std::optional<QueueEntry>> entry(std::int64_t id);

  Result<std::int64_t> ready_count();  ///< by the hosts' own counts: O(hosts)
  Result<QueueCounts> counts();
  Result<std::optional<CrawlRecord>> last_crawl();
  Result<std::optional<FetchSummary>> last_fetch(std::string_view url);
  /// Whether a fetch of `url` at that time is stored whose page was not left unread.
  Result<bool> was_read(std::string_view url, WallTime started_at);
  /// Of the article known by `url`, any of its addresses; empty when none was. O(log n).
  Result<std::optional<TakedownRecord>> takedown(const Url& url);
  /// Whether takedown() has anything to find.
  Result<bool> has_takedowns();
  /// Failures since `since` (ISO 8601), the most frequent first.
  Result<std::vector<ErrorCount>> errors(std::string_view since, std::size_t limit);
  Result<std::vector<HostRecord>> blocked_hosts(std::int64_t now_ms);
  Result<std::int64_t> article_count();

 private:
  explicit FrontierReader(std::unique_ptr<sqlite::Database> db);
  std::unique_ptr<sqlite::Database> db_;
};

}  // namespace cuttings
