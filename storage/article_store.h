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

struct StoredVersion {
  int version = 0;
  std::string captured_at, title, text, content_hash;
  std::size_t word_count = 0;
  bool is_current = false;
};

/// One writer; used from one thread at a time. Never throws.
class ArticleStore {
 public:
  /// Opens or makes the store at options.path. Error kBusy: another process writes to it; kStore:
  /// full, of another application, newer than this program; kIo: unwritable. Nothing is changed on
  /// failure.
  static Result<std::unique_ptr<ArticleStore>> open(const StoreOptions& options,
                                                    const Clock& clock);
  /// Opens an existing store to read while another process may write. save() fails with kStore.
  /// Error kNotFound: there is none; else as open().
  static Result<std::unique_ptr<ArticleStore>> open_read_only(const StoreOptions& options);
  virtual ~ArticleStore() = default;

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

  /// The article whose requested, final or canonical URL is `url`; empty when there is none. What
  /// the store does not keep is empty: body.
  virtual Result<std::optional<Article>> find(std::string_view url) = 0;
  /// All versions of that article, oldest first; empty when there is none.
  virtual Result<std::vector<StoredVersion>> versions(std::string_view url) = 0;
};

}  // namespace cuttings
