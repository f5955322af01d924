#pragma once
// ArticleStore: keeps captures, articles and their versions in SQLite, raw exchanges in WARC files
// beside it.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "config/store_options.h"
#include "storage/capture.h"
#include "storage/frontier_store.h"

namespace cuttings {

enum class SaveOutcome { kNew, kChanged, kUnchanged, kNotModified, kSkipped, kFailed };
std::string_view save_outcome_name(
    SaveOutcome outcome);  ///< as in fetches.outcome: "new", "changed", ...

struct Saved {
  SaveOutcome outcome = SaveOutcome::kFailed;
  std::int64_t fetch_id = 0;
  std::int64_t article_id = 0;  ///< 0 when there is no article row
  int version = 0;              ///< the article's current version, from 1
};

/// Another reading of the stored bytes of an article's current version.
struct Reading {
  std::int64_t article_id = 0;
  Article article;
  std::string options_hash;  ///< of the options it was read with
};

/// What a reading changed.
struct Reread {
  std::vector<std::string> changed_fields;  ///< column names; empty: read as before
  std::int64_t words_added = 0, words_removed = 0;
};

/// One writer (ArchiveReader reads); used from one thread at a time, but for pack(). Never throws.
class ArticleStore {
 public:
  /// Opens or makes the store at options.path. Error kBusy: another process writes to it; kStore:
  /// full, of another application, newer than this program; kIo: unwritable. Nothing is changed on
  /// failure.
  static Result<std::unique_ptr<ArticleStore>> open(const StoreOptions& options,
                                                    const Clock& clock);
  virtual ~ArticleStore() = default;

  /// With which options the articles of captures are read from now on, for
  /// article_versions.options_hash. "": not known, as at first.
  virtual void set_options_hash(std::string hash) = 0;
  /// Keeps one capture: WARC records first, then one transaction that points at them; durable on
  /// return. A failed fetch writes `fetches` only and never touches an article's text. A new
  /// version is made only when the text or a listed field changed; a teaser, a cut-off page or a
  /// wall never takes the place of an article (kSkipped). Error kStore or kIo: nothing was
  /// acknowledged.
  virtual Result<Saved> save(const Capture& capture) = 0;
  /// As save(), for many captures in one transaction: all are kept and durable, or none. One result
  /// a capture, in order.
  virtual Result<std::vector<Saved>> save_batch(std::span<const Capture> captures) = 0;
  /// As save_batch(), with changes of the frontier in the same transaction: `work` is called once,
  /// on the calling thread. Its error rolls everything back. Returns the hosts it woke.
  virtual Result<std::vector<std::int64_t>> save_pages(std::span<const Capture* const> captures,
                                                       const FrontierWork& work) = 0;

  /// Packs what save_pages() would have to pack, so that threads which have the time do it. Worth
  /// it for a page that was not kept before: one that repeats another is kept without its body.
  /// `effort` as pack_exchange() has it. Any thread, beside any other call. O(n).
  virtual void pack(Capture& capture, GzipEffort effort) const = 0;

  /// True when a fetch of `url` at that time is stored: an import can begin again. Error kStore.
  virtual Result<bool> has_fetch(std::string_view url, WallTime started_at) = 0;
  /// Puts readings in the place of those that are stored, in one transaction: never a version, and
  /// not a look at the page. `progress` is kept with them (see StoredPages), "" forgets it. One
  /// result a reading, in order. Error kStore: all is as before.
  virtual Result<std::vector<Reread>> replace_readings(std::span<const Reading> readings,
                                                       std::string_view progress) = 0;
  /// Keeps what the readings were judged by, for StoredPages::gold_scores(). Error kStore.
  virtual Result<void> keep_gold_scores(std::string_view scores) = 0;
};

}  // namespace cuttings
