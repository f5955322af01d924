#pragma once
// reindex(): the two indexes of words made anew from the articles.

#include <cstddef>
#include <functional>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "config/store_options.h"

namespace cuttings {

/// Who looks on.
struct ReindexWatch {
  std::function<void(std::size_t articles)> begin;  ///< how many there are
  std::function<bool()> on_article;                 ///< after each; false stops
};

/// Makes articles_fts and _unspaced_fts anew, and sets articles.has_unspaced; all else stays. One
/// transaction, so that readers find everything all the while: killed or stopped anywhere, the
/// store is as it was. False when it was stopped. Error kStore: there is no store, or more of it is
/// damaged than its indexes; kBusy: another program writes to it; kFull. O(words).
Result<bool> reindex(const StoreOptions& options, const Clock& clock, const ReindexWatch& watch);

}  // namespace cuttings
