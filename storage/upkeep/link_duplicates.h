#pragma once
// link_duplicates(): which articles are copies of which, as rows of `duplicates`.

#include <cstddef>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "config/store_options.h"

namespace cuttings {

struct DuplicateCounts {
  std::size_t articles = 0;  ///< with text
  std::size_t exact = 0;     ///< of them, whose text is that of an earlier one
  std::size_t near = 0;      ///< whose text differs a little (kNearDuplicateBits)
};

/// Links all articles anew, as link_copy() does when they are stored: each copy points at the
/// article that was stored first, or, of near ones, at the nearest. Articles stay as they are.
/// Error kStore: there is no store; kBusy: a crawl writes to it. Memory: some 150 bytes an article.
Result<DuplicateCounts> link_duplicates(const StoreOptions& options, const Clock& clock);

}  // namespace cuttings
