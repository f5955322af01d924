#pragma once
// StoredPages: the bytes behind every article's current version, to be read again.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/result.h"
#include "config/store_options.h"
#include "storage/warc/warc_record.h"

namespace cuttings {

namespace sqlite {
class Database;
}

/// One article, and where the response it was read from lies.
struct StoredPage {
  std::int64_t article_id = 0;
  std::string url, final_url;  ///< as asked, and after redirects
  std::string fetched_at;      ///< ISO 8601, UTC
  WarcPlace place;
};

/// Which articles are wanted; empty strings: all.
struct StoredPageFilter {
  std::string hostname;  ///< and its subdomains
  std::string url;       ///< of an article, any it is known by
};

/// Reads while another process may write. One thread.
class StoredPages {
 public:
  /// Error kNotFound: there is no store; kStore.
  static Result<std::unique_ptr<StoredPages>> open(const StoreOptions& options);
  ~StoredPages();

  /// The next pages in order of article_id, behind `after`; empty at the end. Articles without
  /// stored bytes are left out. Error kStore. O(limit log n).
  Result<std::vector<StoredPage>> next(const StoredPageFilter& filter, std::int64_t after,
                                       std::size_t limit);
  /// What a fetch of exactly `url` brought, the nearest in time to `fetched_at`; nothing when no
  /// bytes of it are stored. article_id is 0. Error kStore. O(fetches of the URL).
  Result<std::optional<StoredPage>> find(const std::string& url, const std::string& fetched_at);
  Result<std::int64_t> count(const StoredPageFilter& filter);
  /// What ArticleStore::replace_readings() kept as progress; "" for nothing. Error kStore.
  Result<std::string> progress();
  /// What ArticleStore::keep_gold_scores() kept last; "" for nothing. Error kStore.
  Result<std::string> gold_scores();

 private:
  explicit StoredPages(std::unique_ptr<sqlite::Database> db);
  std::unique_ptr<sqlite::Database> db_;
};

}  // namespace cuttings
