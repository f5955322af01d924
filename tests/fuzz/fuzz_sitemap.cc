// Sitemaps: any bytes. Beyond "no crash": each entry is of the site, and text is UTF-8.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "config/base/utf8.h"
#include "crawler/discovery/sitemap.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cuttings;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const Url base = *Url::parse("https://example.org/sitemap.xml");
  const Sitemap map = parse_sitemap(input, base, base, SitemapTrust::kOwnSite, {1 << 20, 1000, 32});
  require(map.entries.size() <= 1000, "the cap holds");
  for (const SitemapEntry& entry : map.entries) {
    require(is_valid_utf8(entry.title) && is_valid_utf8(entry.language), "text is UTF-8");
    const Result<Url> url = Url::parse(entry.url);
    require(url && url->host().ends_with("example.org"), "an entry is of the site");
  }
  return 0;
}
