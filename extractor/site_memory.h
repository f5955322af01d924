#pragma once
// SiteMemory: what the kept pages of a site showed before. One page cannot tell that its last
// sentence stands under every article of the site; many pages can.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace cuttings {

/// Asked by extract(), from any number of threads.
class SiteMemory {
 public:
  virtual ~SiteMemory() = default;

  /// On how many kept pages of the site of `page_url` each of `blocks` (block_hash()) stood, in
  /// their order; the page itself counts when it was kept before. All 0 when nothing is known.
  virtual std::vector<std::uint32_t> pages_with(std::string_view page_url,
                                                std::span<const std::uint64_t> blocks) const = 0;

  /// False when no page is added to it: then extract() lists no site_blocks.
  virtual bool is_learning() const { return true; }
};

}  // namespace cuttings
