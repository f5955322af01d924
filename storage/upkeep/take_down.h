#pragma once
// take_down(): one article goes, and is not taken in again; that it was there stays known.

#include <string>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "config/store_options.h"

namespace cuttings {

struct Takedown {
  std::string url;     ///< of the article, any it is known by
  std::string reason;  ///< for the record; may be empty
};

struct TakenDown {
  std::string url;           ///< the article's own
  std::size_t versions = 0;  ///< whose text was removed
  std::size_t records = 0;   ///< of WARC files
};

/// Removes text, metadata and pictures of the article and its versions, and all WARC records of its
/// URLs. Hashes, dates and the list of fetches stay. Its bytes are overwritten in the database,
/// its log and the full-text index. Error kNotFound: nothing is known by that URL; kBusy, kStore,
/// kIo, kParse: nothing was removed. O(all WARC files + full-text index).
Result<TakenDown> take_down(const StoreOptions& options, const Takedown& takedown,
                            const Clock& clock);

}  // namespace cuttings
