#pragma once
// Sitemaps by https://www.sitemaps.org/protocol.html: url sets, indexes, text lists, Google's news
// extension; gzipped or not.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/clock.h"
#include "config/base/url.h"
#include "crawler/discovery/read_end.h"

namespace cuttings {

struct SitemapEntry {
  std::string url;                         ///< absolute http(s)
  std::optional<WallTime> modified = {};   ///< lastmod; without a zone read as UTC
  std::optional<WallTime> published = {};  ///< news:publication_date
  std::string title = {};                  ///< news:title
  std::string language = {};               ///< news:language
  bool is_news = false;                    ///< has a news:news element

  bool operator==(const SitemapEntry&) const = default;
};

enum class SitemapFormat { kNone, kUrlSet, kIndex, kText };

struct Sitemap {
  SitemapFormat format = SitemapFormat::kNone;
  ReadEnd end = ReadEnd::kUnknownFormat;
  std::vector<SitemapEntry> entries = {};  ///< pages, or further sitemaps for kIndex; in order
  std::size_t foreign = 0;                 ///< left out: another site than the sitemap's
  std::size_t invalid = 0;                 ///< left out: no http(s) URL
};

struct SitemapLimits {
  std::size_t max_bytes = 50u << 20;  ///< uncompressed; the protocol's own limit
  std::size_t max_entries = 50'000;   ///< the protocol's own limit
  std::size_t max_depth = 32;         ///< chosen by hand; real ones need 4
};

/// Which hosts a sitemap may speak for. The protocol says its own host; a robots.txt line lets a
/// file elsewhere speak for the site that names it.
enum class SitemapTrust { kOwnSite, kAnySite };

/// The sitemap in `bytes` (gzip is undone here, one level). Entries of another registrable domain
/// than `site` are left out and counted under kOwnSite. image: and video: parts are passed over.
/// Never fails: `end` says why no more was read. Any thread. O(bytes), memory within the caps.
Sitemap parse_sitemap(std::string_view bytes, const Url& base_url, const Url& site,
                      SitemapTrust trust = SitemapTrust::kOwnSite,
                      const SitemapLimits& limits = {});

}  // namespace cuttings
