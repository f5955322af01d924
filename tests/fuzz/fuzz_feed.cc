// Feeds: any bytes. Beyond "no crash": each entry has an http(s) URL.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "crawler/discovery/feed.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cuttings;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const Feed feed = parse_feed(input, *Url::parse("https://example.org/feed"));
  for (const FeedEntry& entry : feed.entries) {
    const Result<Url> url = Url::parse(entry.url);
    require(url && url->is_http(), "an entry has an http URL");
  }
  return 0;
}
