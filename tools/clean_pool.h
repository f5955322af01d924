#pragma once
// clean_pages(): cleans many pages on several threads, one page a thread in memory at a time.

#include <functional>
#include <optional>
#include <string>

#include "config/config.h"
#include "tools/manifest.h"
#include "tools/page_reading.h"

namespace cuttings {

/// A page that was cleaned, or a manifest line that named none (then `job` is empty).
struct CleanedPage {
  PageJob job;
  PageReading reading;
  std::string row;  ///< what `render` made of it
};

struct CleanPool {
  /// Gives the next page; called by one thread at a time.
  std::function<std::optional<Result<PageJob>>()> next;
  /// Makes the output of a page; called by several threads at once when thread_count > 1.
  std::function<std::string(const PageJob&, const PageReading&)> render;
  /// Takes a finished page; called by one thread at a time; false ends the run.
  std::function<bool(const CleanedPage&)> take;
  std::size_t thread_count = 1;
};

/// Runs until `next` is empty, `take` says false or a stop is requested. With one thread pages are
/// taken in order, with several in any order.
void clean_pages(const CleanPool& pool, const ExtractOptions& options, SiteKnowledge site);

}  // namespace cuttings
