#pragma once
// fill_archive(): a store full of made-up articles, for benchmarks.

#include <cstddef>
#include <cstdint>

#include "config/base/result.h"
#include "config/store_options.h"

namespace cuttings::bench {

struct FillSizes {
  std::size_t articles = 100'000;
  std::size_t text_bytes = 5'000;
  std::size_t page_bytes = 60'000;  ///< of HTML; kept when StoreOptions::keep_raw says so
};

/// Makes the store, some hundred sites, every 25th article changed once and every 100th gone.
/// Prints how far it is. Error kStore, kIo.
Result<void> fill_archive(const StoreOptions& options, const FillSizes& sizes);

/// The host of the `number`th article.
std::string made_up_host(std::size_t number);

}  // namespace cuttings::bench
