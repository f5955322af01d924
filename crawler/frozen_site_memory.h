#pragma once
// FrozenSiteMemory: what an archive knows of its sites' pages while nobody adds to it.

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "config/base/result.h"
#include "config/store_options.h"
#include "extractor/site_memory.h"
#include "storage/site_blocks.h"

namespace cuttings {

/// For whoever holds the store for writing and keeps no page: a site is read from the database
/// once, up to kMaxKeptBlocks of all sites together; other sites are looked up page by page. Safe
/// to ask from any number of threads; they take turns.
class FrozenSiteMemory final : public SiteMemory {
 public:
  /// Of the store at `options.path`, which must exist. Error kNotFound, kStore.
  static Result<std::unique_ptr<FrozenSiteMemory>> open(const StoreOptions& options);

  /// A store that cannot be read just now knows nothing: the page is read as if it were the first.
  std::vector<std::uint32_t> pages_with(std::string_view page_url,
                                        std::span<const std::uint64_t> blocks) const override;
  bool is_learning() const override { return false; }

  static constexpr std::size_t kMaxKeptBlocks = 1 << 20;  // 16 MB; a site has at most 4,000

 private:
  explicit FrozenSiteMemory(std::unique_ptr<SiteBlocks> blocks) : blocks_(std::move(blocks)) {}
  const std::vector<SiteBlock>* find_site(const std::string& site) const;

  std::unique_ptr<SiteBlocks> blocks_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::string, std::vector<SiteBlock>> kept_;
  mutable std::size_t kept_blocks_ = 0;
};

}  // namespace cuttings
