#pragma once
// retain(): keeps raw bytes for a time or up to a size; articles, versions and hashes stay.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "config/store_options.h"

namespace cuttings {

/// What may stay. At least one of the two bounds.
struct Retention {
  std::optional<std::chrono::seconds> max_age;
  std::optional<std::uint64_t> max_site_bytes;  ///< of a host's records, as packed
  std::string hostname;                         ///< and its subdomains; "": every host, each alone
};

/// What was removed of one host.
struct SiteRemoval {
  std::string hostname;
  std::size_t records = 0;
  std::uint64_t bytes = 0;         ///< of the records, as packed
  std::uint64_t bytes_before = 0;  ///< of all its records
};

enum class RetainMode { kRemove, kOnlyTell };

/// Removes WARC records, the oldest first. A page whose first bytes go and which came again
/// unchanged keeps them, with the date of the next capture (so its size stays). One entry a host
/// that loses something, by name. Error kNotFound, kBusy, kStore, kIo, kParse: nothing was removed.
/// O(all WARC files).
Result<std::vector<SiteRemoval>> retain(const StoreOptions& options, const Retention& retention,
                                        RetainMode mode, const Clock& clock);

}  // namespace cuttings
