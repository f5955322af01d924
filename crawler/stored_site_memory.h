#pragma once
// StoredSiteMemory: what an archive knows of a site's pages, as the extractor asks for it.

#include <memory>
#include <mutex>

#include "config/base/result.h"
#include "config/store_options.h"
#include "extractor/site_memory.h"

namespace cuttings {

class SiteBlocks;

/// Safe to ask from any number of threads; they take turns.
class StoredSiteMemory final : public SiteMemory {
 public:
  /// Of the store at `options.path`, which must exist. Error kNotFound, kStore.
  static Result<std::unique_ptr<StoredSiteMemory>> open(const StoreOptions& options);
  ~StoredSiteMemory() override;

  /// A store that cannot be read just now knows nothing: the page is read as if it were the first.
  std::vector<std::uint32_t> pages_with(std::string_view page_url,
                                        std::span<const std::uint64_t> blocks) const override;

 private:
  explicit StoredSiteMemory(std::unique_ptr<SiteBlocks> blocks);
  std::unique_ptr<SiteBlocks> blocks_;
  mutable std::mutex mutex_;
};

}  // namespace cuttings
