#include "crawler/frozen_site_memory.h"

#include <algorithm>

#include "config/base/public_suffix.h"
#include "config/base/url.h"

namespace cuttings {
namespace {

std::uint32_t pages_of(const std::vector<SiteBlock>& site, std::uint64_t block) {
  const auto found = std::lower_bound(
      site.begin(), site.end(), block,
      [](const SiteBlock& known, std::uint64_t wanted) { return known.block < wanted; });
  return found != site.end() && found->block == block ? found->pages : 0;
}

}  // namespace

Result<std::unique_ptr<FrozenSiteMemory>> FrozenSiteMemory::open(const StoreOptions& options) {
  auto blocks = SiteBlocks::open(options);
  if (!blocks) return fail(std::move(blocks.error()));
  return std::unique_ptr<FrozenSiteMemory>(new FrozenSiteMemory(std::move(*blocks)));
}

// Null: there is no room for it, or it cannot be read.
const std::vector<SiteBlock>* FrozenSiteMemory::find_site(const std::string& site) const {
  if (const auto known = kept_.find(site); known != kept_.end()) return &known->second;
  if (kept_blocks_ >= kMaxKeptBlocks) return nullptr;
  auto all = blocks_->all_of(site);
  if (!all) return nullptr;
  kept_blocks_ += all->size() + 1;
  return &kept_.emplace(site, std::move(*all)).first->second;
}

std::vector<std::uint32_t> FrozenSiteMemory::pages_with(
    std::string_view page_url, std::span<const std::uint64_t> blocks) const {
  std::vector<std::uint32_t> pages(blocks.size());
  const auto url = Url::parse(page_url);
  if (!url || blocks.empty()) return pages;
  const std::string name = site_of_host(url->host());
  const std::lock_guard lock(mutex_);
  const std::vector<SiteBlock>* site = find_site(name);
  if (site == nullptr) {
    auto found = blocks_->pages_with(name, blocks);
    return found ? std::move(*found) : pages;
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) pages[i] = pages_of(*site, blocks[i]);
  return pages;
}

}  // namespace cuttings
