#pragma once
// Site blocks: on how many kept pages of a site a block of text stood, by its hash. Bounded: of a
// site only the commonest blocks stay.

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "config/base/result.h"
#include "config/store_options.h"

namespace cuttings {

namespace sqlite {
class Database;
}

struct SiteBlock {
  std::uint64_t block = 0;
  std::uint32_t pages = 0;  ///< of the site that had it

  bool operator==(const SiteBlock&) const = default;
};

/// Reads the counts while another connection may write. One thread at a time.
class SiteBlocks {
 public:
  /// Error kNotFound: there is no store; kStore.
  static Result<std::unique_ptr<SiteBlocks>> open(const StoreOptions& options);
  ~SiteBlocks();

  /// By block, the kept pages of `site` (a registrable domain) that had it. Error kStore.
  /// O(blocks log n).
  Result<std::vector<std::uint32_t>> pages_with(std::string_view site,
                                                std::span<const std::uint64_t> blocks);
  /// All of the site, by block. Error kStore. O(blocks of the site), at most some 4,000.
  Result<std::vector<SiteBlock>> all_of(std::string_view site);

 private:
  explicit SiteBlocks(std::unique_ptr<sqlite::Database> db);
  std::unique_ptr<sqlite::Database> db_;
};

/// Counts the blocks of one newly kept page, within the caller's transaction. `page_number` tells
/// when to look whether the site has too many. Error kStore.
Result<void> count_site_blocks(sqlite::Database& db, std::string_view site,
                               std::span<const std::uint64_t> blocks, std::int64_t page_number);

}  // namespace cuttings
