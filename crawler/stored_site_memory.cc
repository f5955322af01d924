#include "crawler/stored_site_memory.h"

#include "config/base/public_suffix.h"
#include "config/base/url.h"
#include "storage/site_blocks.h"

namespace cuttings {

StoredSiteMemory::StoredSiteMemory(std::unique_ptr<SiteBlocks> blocks)
    : blocks_(std::move(blocks)) {}
StoredSiteMemory::~StoredSiteMemory() = default;

Result<std::unique_ptr<StoredSiteMemory>> StoredSiteMemory::open(const StoreOptions& options) {
  auto blocks = SiteBlocks::open(options);
  if (!blocks) return fail(std::move(blocks.error()));
  return std::unique_ptr<StoredSiteMemory>(new StoredSiteMemory(std::move(*blocks)));
}

std::vector<std::uint32_t> StoredSiteMemory::pages_with(
    std::string_view page_url, std::span<const std::uint64_t> blocks) const {
  std::vector<std::uint32_t> unknown(blocks.size());
  const auto url = Url::parse(page_url);
  if (!url) return unknown;
  const std::string site = site_of_host(url->host());
  const std::lock_guard lock(mutex_);
  auto pages = blocks_->pages_with(site, blocks);
  return pages ? std::move(*pages) : unknown;
}

}  // namespace cuttings
