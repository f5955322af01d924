#pragma once
// store_stats(): how much a store holds, of which sites and days.

#include <cstdint>
#include <string>
#include <vector>

#include "config/base/result.h"
#include "config/store_options.h"

namespace cuttings {

/// One site or one day.
struct StatsRow {
  std::string name;  ///< host name, or YYYY-MM-DD in UTC
  std::int64_t articles = 0, versions = 0, words = 0;
};

struct StoreStats {
  std::int64_t articles = 0, versions = 0, fetches = 0, bodies = 0;
  std::int64_t text_bytes = 0;  ///< of the current texts
  std::int64_t page_bytes = 0;  ///< of the distinct pages, decoded
  std::uint64_t database_bytes = 0, warc_bytes = 0, warc_files = 0;
  std::vector<StatsRow> sites;  ///< most articles first
  std::vector<StatsRow> days;   ///< by first_seen_at, oldest first
};

/// Error kNotFound, kStore. O(articles).
Result<StoreStats> store_stats(const StoreOptions& options);

}  // namespace cuttings
