#pragma once
// ArchiveReader: looks articles up in a store by a search and tells their history, while another
// process may write to it.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/result.h"
#include "config/store_options.h"
#include "extractor/article.h"
#include "storage/search/search_query.h"

namespace cuttings {

namespace sqlite {
class Database;
}

enum class SearchOrder { kRelevance, kNewest };

struct SearchPage {
  SearchOrder order = SearchOrder::kRelevance;  ///< without words always the newest first
  std::size_t limit = 20;
  std::size_t offset = 0;
};

/// A piece of a snippet.
struct SnippetPart {
  std::string text;
  bool is_match = false;

  bool operator==(const SnippetPart&) const = default;
};

/// An article that a search found. Empty strings: not known.
struct SearchHit {
  std::int64_t id = 0;
  std::string url, title, author, date_published, site, language, first_seen_at, gone_at;
  std::int64_t word_count = 0, version_count = 1;
  std::vector<SnippetPart> snippet = {};  ///< around the words searched for; empty without words
};

/// A version as it was captured, and what its capture changed.
struct VersionRecord {
  std::int64_t version = 0;
  std::string captured_at, last_seen_at, title, text;
  std::vector<std::string> authors = {}, changed_fields = {};
  std::string date_published = {}, date_modified = {}, description = {}, content_hash = {};
  std::int64_t word_count = 0, words_added = 0, words_removed = 0;
  bool is_minor = false;  ///< neither text nor title nor authors changed
  bool is_current = false;
};

/// A run of looks at an article's page that gave the same answer.
struct LivenessRun {
  std::string state;  ///< "alive", "moved", "gone", "soft_404", "parked"
  std::string since_at, last_at, moved_to;
  std::int64_t checks = 0;
};

/// All versions of one article and what became of its page.
struct History {
  std::string url;
  std::string gone_at;                  ///< since when its page is gone; "" while it is there
  std::string taken_down_at;            ///< "": it was not
  std::string takedown_reason;          ///< as it was given
  std::vector<LivenessRun> liveness;    ///< oldest first
  std::vector<VersionRecord> versions;  ///< oldest first
};

/// One connection of its own, read-only. One thread. Times are ISO 8601 UTC.
class ArchiveReader {
 public:
  /// Error kNotFound: there is no store; kStore: not a store, newer than this program, damaged.
  static Result<std::unique_ptr<ArchiveReader>> open(const StoreOptions& options);
  ~ArchiveReader();

  /// The articles `query` asks for, at most page.limit of them; empty when there is none. Any query
  /// is answered. Error kStore. The index is asked first: O(matches), whatever is stored.
  Result<std::vector<SearchHit>> search(const SearchQuery& query, const SearchPage& page);

  /// As search(), but only the ids: 8 bytes an article, whatever is selected.
  Result<std::vector<std::int64_t>> select(const SearchQuery& query, const SearchPage& page);

  /// The article of that id, as find() gives it; empty when it is gone. Error kStore.
  Result<std::optional<Article>> read(std::int64_t id);

  /// The article whose requested, final or canonical URL is `url`; empty when there is none. What
  /// the store does not keep is empty: body. Error kStore.
  Result<std::optional<Article>> find(std::string_view url);

  /// The history of the article known by `url`; empty when there is none. Error kStore.
  Result<std::optional<History>> history(std::string_view url);

 private:
  explicit ArchiveReader(std::unique_ptr<sqlite::Database> db);
  std::unique_ptr<sqlite::Database> db_;
};

}  // namespace cuttings
